import { useText } from '../app/ui-state.ts';
import { LEVELS, setLevel, useLevel } from './level.ts';

/** For whom the narrator speaks. */
export function LevelChoice() {
  const t = useText();
  const level = useLevel((state) => state.level);
  return (
    <select
      className="narrator-level"
      aria-label={t('narrator.level')}
      title={t('narrator.level')}
      value={level}
      onChange={({ target }) => setLevel(LEVELS.find((one) => one === target.value) ?? 'operator')}
    >
      {LEVELS.map((one) => (
        <option key={one} value={one}>
          {t(`narrator.level.${one}`)}
        </option>
      ))}
    </select>
  );
}
