import { memo } from 'react';
import { useObject, usePodsOn, useSelection } from '../../store/index.ts';
import { Glyph } from '../../kit/index.ts';
import { useText } from '../../app/ui-state.ts';
import { GaugeBar } from './gauge-bar.tsx';
import type { Rect } from '../board/geometry.ts';
import type { WorkerPlace } from './layout.ts';
import { machineView } from './machine-view.ts';
import { PodRoom } from '../pod/pod-room.tsx';

/** A worker: kubelet beside the wire, kube-proxy as a switch, containerd as the floor, pods standing on it. */
export const WorkerMachine = memo(function WorkerMachine({ place }: { readonly place: WorkerPlace }) {
  const t = useText();
  const node = useObject({ resource: 'nodes', namespace: '', name: place.name });
  const pods = usePodsOn(place.name);
  const [selection] = useSelection();
  if (!node) return null;
  const view = machineView(node, pods);
  const { rect, room } = place;
  const within = (part: Rect): React.CSSProperties => ({
    left: part.x - rect.x,
    top: part.y - rect.y,
    width: part.width,
    height: part.height,
  });
  const selected =
    selection?.type === 'object' && selection.ref.resource === 'nodes' && selection.ref.name === place.name;
  return (
    <section
      role="group"
      className="machine worker"
      data-kind="Node"
      data-namespace=""
      data-name={place.name}
      data-status={view.status}
      data-shape={view.shape}
      data-selected={selected || undefined}
      style={{ width: rect.width, height: rect.height }}
      tabIndex={0}
      aria-label={`Node ${place.name}: ${view.status}`}
    >
      <header className="machine-head">
        <h2>{place.name}</h2>
        <span className="machine-status">
          <Glyph name={view.shape} />
          {view.status}
        </span>
        <span className="machine-gauges">
          <GaugeBar label={t('map.cpu')} gauge={view.cpu} unit="cpu" />
          <GaugeBar label={t('map.memory')} gauge={view.memory} unit="memory" />
        </span>
      </header>
      <Part component="kubelet" look="kubelet" host={place.name} style={within(place.kubelet)} />
      <Part component="kube-proxy" look="proxy" host={place.name} style={within(place.proxy)} />
      <Part component="containerd" look="floor" host={place.name} style={within(place.floor)}>
        <span className="floor-count">{t('map.pods', { count: pods.length })}</span>
      </Part>
      <div className="room-place" style={within(room)}>
        <PodRoom pods={pods} width={room.width} height={room.height} />
      </div>
    </section>
  );
});

interface PartProps {
  readonly component: string;
  readonly look: string;
  readonly host: string;
  readonly style: React.CSSProperties;
  readonly children?: React.ReactNode;
}

/** A process of a machine; lights.ts finds it by its id and marks it while it works. */
function Part({ component, look, host, style, children }: PartProps) {
  return (
    <div className={`part ${look}`} style={style} data-component={component} data-process={`${component}@${host}`}>
      <span>{component}</span>
      {children}
    </div>
  );
}
