import { memo } from 'react';
import { useObject, usePodsOn, useSession } from '../../store/index.ts';
import { Glyph } from '../../kit/index.ts';
import { useText } from '../../app/ui-state.ts';
import { EtcdStack } from './etcd-stack.tsx';
import { Gears } from './gears.tsx';
import type { Rect } from '../board/geometry.ts';
import type { ControlPlanePlace } from './layout.ts';
import { nodeStatus } from './machine-view.ts';
import { Pod } from '../pod/pod.tsx';
import { isSelected } from '../pod/pod-room.tsx';
import { useSelection } from '../../store/index.ts';

/** The control plane: one door in the middle, etcd behind it, the scheduler above, the controllers' gears below. */
export const ControlPlane = memo(function ControlPlane({ place }: { readonly place: ControlPlanePlace }) {
  const { rect, name } = place;
  const node = useObject({ resource: 'nodes', namespace: '', name });
  const status = node ? nodeStatus(node) : '';
  const within = (part: Rect): React.CSSProperties => ({
    left: part.x - rect.x,
    top: part.y - rect.y,
    width: part.width,
    height: part.height,
  });
  return (
    <section
      role="group"
      className="machine plane"
      {...(node ? { 'data-kind': 'Node', 'data-namespace': '', 'data-name': name, 'data-status': status } : {})}
      style={{ width: rect.width, height: rect.height }}
      aria-label={name}
    >
      <header className="machine-head">
        <h2>{name}</h2>
        {node && (
          <span className="machine-status">
            <Glyph name={status.startsWith('Ready') ? 'ready' : 'not-ready'} />
            {status}
          </span>
        )}
      </header>
      <Tray style={within(place.tray)} />
      <div
        className="part scheduler"
        style={within(place.scheduler)}
        data-component="kube-scheduler"
        data-process={`kube-scheduler@${name}`}
      >
        <Dial />
        <span>kube-scheduler</span>
      </div>
      <div
        className="part door"
        style={within(place.apiserver)}
        data-component="kube-apiserver"
        data-process={`kube-apiserver@${name}`}
      >
        <Door />
        <span>kube-apiserver</span>
      </div>
      <div className="part etcd" style={within(place.etcd)} data-component="etcd" data-process={`etcd@${name}`}>
        <span>etcd</span>
        <EtcdStack height={place.etcd.height - 40} />
      </div>
      <div
        className="part controllers"
        style={within(place.controllers)}
        data-component="kube-controller-manager"
        data-process={`kube-controller-manager@${name}`}
      >
        <span>kube-controller-manager</span>
        <Gears process={`kube-controller-manager@${name}`} />
      </div>
      <div className="base" style={within(place.base)}>
        {AGENTS.map((component) => (
          <div key={component} className="part" data-component={component} data-process={`${component}@${name}`}>
            <span>{component}</span>
          </div>
        ))}
      </div>
    </section>
  );
});

/** What runs on a machine of the control plane beside the control plane. */
const AGENTS = ['kubelet', 'kube-proxy', 'coredns'];

/** Pods that have no node yet: they exist in etcd only. */
function Tray({ style }: { readonly style: React.CSSProperties }) {
  const t = useText();
  const pods = usePodsOn('');
  const { world } = useSession();
  const [selection] = useSelection();
  const shown = pods.slice(0, world.list('pods').length > 200 ? 8 : 15);
  return (
    <div className="tray" style={style} data-empty={pods.length === 0 || undefined}>
      <span className="tray-name">{t('map.unplaced')}</span>
      <div className="tray-pods">
        {shown.length <= 1
          ? shown.map((pod) => (
              <Pod key={pod.metadata.uid} pod={pod} size="capsule" selected={isSelected(selection, pod)} />
            ))
          : shown.map((pod) => (
              <Pod key={pod.metadata.uid} pod={pod} size="chip" selected={isSelected(selection, pod)} />
            ))}
        {pods.length > shown.length && <span>{t('map.more', { count: pods.length - shown.length })}</span>}
      </div>
    </div>
  );
}

/** A scheduler weighs: a balance. */
function Dial() {
  return (
    <svg className="emblem" viewBox="0 0 48 40" aria-hidden="true">
      <path d="M24 5v28M14 35h20M8 12h32M8 12l-5 11h10zM40 12l-5 11h10z" />
      <circle cx="24" cy="8" r="3" />
    </svg>
  );
}

/** Everything passes here: a door standing open, in four storeys of checks. */
function Door() {
  return (
    <svg className="emblem door-emblem" viewBox="0 0 60 120" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      <path d="M10 118V22a20 20 0 0 1 40 0v96M4 118h52" />
      <path d="M18 118V26a12 12 0 0 1 24 0v92" opacity=".55" />
      <path d="M18 48h24M18 72h24M18 96h24" opacity=".55" />
      <circle cx="37" cy="84" r="1.6" />
    </svg>
  );
}
