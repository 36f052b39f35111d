import { memo } from 'react';
import { lookAt, useText } from '../../app/ui-state.ts';
import { Button, Glyph } from '../../kit/index.ts';
import { useAt, useObject } from '../../store/index.ts';
import { isControlPlane, nodeStatus } from '../cluster/machine-view.ts';
import { within } from '../node/panel.tsx';
import { ControllersPanel } from './controllers-panel.tsx';
import { EtcdPanel } from './etcd-panel.tsx';
import type { PlaneLayout } from './layout.ts';
import { RequestsPanel } from './requests-panel.tsx';
import { SchedulerPanel } from './scheduler-panel.tsx';
import { WatchCaches } from './watch-caches.tsx';

interface Props {
  readonly name: string;
  readonly layout: PlaneLayout;
}

/** A control plane that fills the window. */
export const Plane = memo(function Plane({ name, layout }: Props) {
  const t = useText();
  const node = useObject({ resource: 'nodes', namespace: '', name });
  const planes = useAt('nodes').filter(isControlPlane);
  const { machine } = layout;
  const status = node ? nodeStatus(node) : '';
  const place = (part: PlaneLayout['etcd']) => within(part, machine);
  return (
    <section
      className="machine close-machine close-plane"
      {...(node ? { 'data-kind': 'Node', 'data-namespace': '', 'data-name': name, 'data-status': status } : {})}
      style={{ width: machine.width, height: machine.height }}
      aria-label={`${name} ${status}`}
    >
      <header className="machine-head">
        {planes.length > 1 ? (
          <>
            <h2 className="hidden">{name}</h2>
            <select
              className="nopan plane-choice"
              aria-label={t('plane.choice')}
              value={name}
              onChange={(event) => lookAt('control-plane', event.target.value)}
            >
              {planes.map(({ metadata }) => (
                <option key={metadata.uid}>{metadata.name}</option>
              ))}
            </select>
          </>
        ) : (
          <h2>{name}</h2>
        )}
        {node && (
          <span className="machine-status">
            <Glyph name={status.startsWith('Ready') ? 'ready' : 'not-ready'} />
            {status}
          </span>
        )}
        <span className="close-exit nopan">
          {node && <Button glyph="machine" label={t('plane.asNode')} onClick={() => lookAt('node', name)} />}
          <Button glyph="start" label={t('closeup.whole')} onClick={() => lookAt('cluster')} />
        </span>
      </header>
      <EtcdPanel name={name} style={place(layout.etcd)} height={layout.etcd.height} />
      <RequestsPanel
        name={name}
        style={place(layout.requests)}
        width={layout.requests.width}
        height={layout.requests.height}
      />
      <WatchCaches name={name} style={place(layout.caches)} />
      <SchedulerPanel name={name} style={place(layout.scheduler)} />
      <ControllersPanel name={name} style={place(layout.controllers)} />
    </section>
  );
});
