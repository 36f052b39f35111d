import { Button } from '../kit/index.ts';
import { useSession, useSessionState } from '../store/index.ts';
import { clockText } from './clock-text.ts';
import { useText } from './ui-state.ts';

/** The engine met a state that cannot be: what reproduces it, and two ways on. */
export function CrashScreen() {
  const t = useText();
  const session = useSession();
  const crash = useSessionState((state) => state.crash);
  const boot = useSessionState((state) => state.boot);
  if (!crash) return null;
  const { seed, at, message, stack, inputs } = crash;
  const reproduce = JSON.stringify({ boot: { ...boot, inputs }, at, message }, undefined, 2);
  const resume = (restart: Promise<void>): void => void restart.then(() => session.player.play());
  return (
    <div className="sheet-layer">
      <section className="sheet panel crash" role="alertdialog" aria-labelledby="crash-title">
        <h2 id="crash-title">{t('crash.title')}</h2>
        <p className="crash-message mono">{message}</p>
        <p>{t('crash.explain')}</p>
        <dl className="crash-facts">
          <dt>{t('crash.seed')}</dt>
          <dd className="mono" data-testid="crash-seed">
            {seed}
          </dd>
          <dt>{t('crash.at')}</dt>
          <dd className="mono">{clockText(at, 6)}</dd>
          <dt />
          <dd>{t('crash.inputs', { count: inputs.length })}</dd>
        </dl>
        {stack !== '' && (
          <details>
            <summary className="mono">stack</summary>
            <pre>{stack}</pre>
          </details>
        )}
        <div className="crash-ways">
          <Button
            glyph="back"
            tone="brass"
            label={t('crash.restart')}
            onClick={() => resume(session.restartFromLastGoodState())}
          />
          <Button
            glyph="play"
            label={t('crash.fresh')}
            onClick={() => boot && resume(session.boot({ ...boot, inputs: [] }))}
          />
          <Button glyph="pen" label={t('crash.copy')} onClick={() => void navigator.clipboard.writeText(reproduce)} />
        </div>
      </section>
    </div>
  );
}
