import { memo, useMemo } from 'react';
import { useAt } from '../../store/index.ts';
import { nodeStatus } from './machine-view.ts';
import type { Wiring } from './wires.ts';

/** All wires, drawn once in map units; the wire of a node that is not ready is drawn broken. */
export const WirePlate = memo(function WirePlate({ wiring }: { readonly wiring: Wiring }) {
  const nodes = useAt('nodes');
  const broken = nodes
    .filter((node) => !nodeStatus(node).startsWith('Ready'))
    .map((node) => node.metadata.name)
    .join(' ');
  const { width, height } = wiring.layout;
  return useMemo(() => {
    const down = new Set(broken.split(' '));
    return (
      <svg className="wires" width={width} height={height} aria-hidden="true">
        {wiring.wires.map(({ id, kind, host, path }) => (
          <path key={id} d={path.d} data-wire={kind} data-broken={(kind !== 'inner' && down.has(host)) || undefined} />
        ))}
        {wiring.wires.flatMap(({ id, kind, path }) =>
          [path.points[0]!, path.points[path.points.length - 1]!].map(({ x, y }, end) => (
            <circle key={`${id} ${end}`} cx={x} cy={y} r={4} data-wire={kind} />
          )),
        )}
      </svg>
    );
  }, [wiring, broken, width, height]);
});
