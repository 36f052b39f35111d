import { memo } from 'react';
import { lookAt, useText } from '../../app/ui-state.ts';
import { Button, Glyph } from '../../kit/index.ts';
import { useObject, usePodsOn } from '../../store/index.ts';
import { isControlPlane, machineView } from '../cluster/machine-view.ts';
import { Conditions } from './conditions.tsx';
import { ImageShelf } from './image-shelf.tsx';
import { KubeletPanel } from './kubelet-panel.tsx';
import type { NodeLayout } from './layout.ts';
import { NodeEvents } from './node-events.tsx';
import { within } from './panel.tsx';
import { Bridge, PodFloor } from './pod-floor.tsx';
import { ProxyPanel } from './proxy-panel.tsx';
import { ResourcesPanel } from './resources-panel.tsx';
import { RuntimePanel } from './runtime-panel.tsx';
import { Switcher } from './switcher.tsx';

interface Props {
  readonly name: string;
  readonly layout: NodeLayout;
}

/** A machine that fills the window. */
export const Machine = memo(function Machine({ name, layout }: Props) {
  const t = useText();
  const node = useObject({ resource: 'nodes', namespace: '', name });
  const pods = usePodsOn(name);
  const { machine } = layout;
  const view = node && machineView(node, pods);
  const place = (part: NodeLayout['kubelet']) => within(part, machine);
  return (
    <section
      className="machine close-machine"
      data-kind="Node"
      data-namespace=""
      data-name={name}
      data-status={view?.status ?? ''}
      data-shape={view?.shape ?? 'not-ready'}
      style={{ width: machine.width, height: machine.height }}
      aria-label={`Node ${name}: ${view?.status ?? ''}`}
    >
      <header className="machine-head">
        <h2 className="hidden">{name}</h2>
        <Switcher name={name} />
        {view && (
          <span className="machine-status">
            <Glyph name={view.shape} />
            {view.status}
          </span>
        )}
        {node && <Conditions node={node} />}
        <span className="close-exit nopan">
          {node && isControlPlane(node) && (
            <Button glyph="lens" label={t('view.controlPlane')} onClick={() => lookAt('control-plane', name)} />
          )}
          <Button glyph="start" label={t('closeup.whole')} onClick={() => lookAt('cluster')} />
        </span>
      </header>
      {node ? (
        <>
          <KubeletPanel name={name} style={place(layout.kubelet)} />
          <ProxyPanel name={name} style={place(layout.proxy)} />
          <PodFloor
            name={name}
            pods={pods}
            style={place(layout.pods)}
            width={layout.pods.width}
            height={layout.pods.height}
          />
          <Bridge name={name} node={node} style={place(layout.bridge)} />
          <RuntimePanel name={name} style={place(layout.runtime)} />
          <ResourcesPanel node={node} pods={pods} style={place(layout.resources)} />
          <ImageShelf name={name} style={place(layout.images)} />
          <NodeEvents node={node} style={place(layout.events)} />
        </>
      ) : (
        <p className="close-absent">{t('node.absent', { name })}</p>
      )}
    </section>
  );
});
