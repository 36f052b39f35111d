import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import type { Point } from '../board/geometry.ts';
import type { Size } from '../board/use-size.ts';
import { podView } from '../pod/pod-view.ts';
import type { Spot } from './scene.ts';
import { podAt } from './spot-ref.ts';
import { STATES } from './shades.ts';
import type { Sums } from './sums.ts';

interface Props {
  readonly spot: Spot;
  readonly at: Point;
  readonly sums: Sums;
  readonly size: Size;
}

/** What lies under the pointer, in words, beside it. */
export function Hover({ spot, at, sums, size }: Props) {
  const t = useText();
  const { hall } = sums;
  const { tile } = spot;
  const view = hall.viewOf(tile);
  const pod = podAt(hall, spot);
  const right = at.x > size.width - 340;
  const low = at.y > size.height - 220;
  const style = {
    ...(right ? { right: size.width - at.x + 14 } : { left: at.x + 14 }),
    ...(low ? { bottom: size.height - at.y + 14 } : { top: at.y + 14 }),
  };
  return (
    <div className="hall-hover" style={style} aria-hidden="true">
      {pod && (
        <p className="hall-hover-pod">
          <Glyph name={podView(pod).shape} />
          <span>
            <b>{pod.metadata.name}</b>
            <br />
            {podView(pod).status} · {pod.metadata.namespace}
          </span>
        </p>
      )}
      <p>
        <b>{tile.name}</b> · {view.status}
        {tile.zone !== '' && ` · ${tile.zone}`}
      </p>
      <p>
        {t('map.cpu')} {percent(view.cpu)} · {t('map.memory')} {percent(view.memory)} ·{' '}
        {t('map.pods', { count: hall.podsOf(tile).length })}
      </p>
      <ul>
        {countsOf(sums, spot).map(([state, count]) => (
          <li key={state}>
            <Glyph name={state} />
            {state} {count}
          </li>
        ))}
      </ul>
    </div>
  );
}

function percent({ used, total }: { readonly used: number; readonly total: number }): string {
  return total === 0 ? '–' : `${Math.round((used / total) * 100)}%`;
}

function countsOf({ hall }: Sums, { tile }: Spot) {
  const counts = STATES.map((state) => [state, 0] as [(typeof STATES)[number], number]);
  for (const pod of hall.podsOf(tile)) counts[STATES.indexOf(podView(pod).shape)]![1]++;
  return counts.filter(([, count]) => count > 0);
}
