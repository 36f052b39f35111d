import { useEffect, useMemo, useRef, useState } from 'react';
import { ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi, ViewportPortal, type Viewport } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { keys } from '../app/keys.ts';
import { useText } from '../app/ui-state.ts';
import { useAt, useSession } from '../store/index.ts';
import { selectClicked } from './click-selects.ts';
import { layoutMap, type MapLayout } from './layout.ts';
import { isControlPlane } from './machine-view.ts';
import { mapNodes, nodeTypes, type MapNode } from './map-nodes.tsx';
import { PodTable } from './pod-table.tsx';
import { useMessages } from './use-messages.ts';
import { WirePlate } from './wire-plate.tsx';
import { Wiring } from './wires.ts';
import './map.css';
import './plane.css';
import './outside.css';
import './pods.css';
import './nearness.css';

export function ClusterMap() {
  return (
    <ReactFlowProvider>
      <Map />
    </ReactFlowProvider>
  );
}

const PADDING = 14;

function Map() {
  const t = useText();
  const session = useSession();
  const root = useRef<HTMLDivElement>(null);
  const beadHost = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const size = useSize(root);
  const layout = useLayout(size);
  const wiring = useMemo(() => new Wiring(layout), [layout]);
  const nodes = useMemo(() => mapNodes(layout), [layout]);
  const onMove = useFit(root, layout, size);
  useMessages({ root, beadHost, list, wiring, size });
  return (
    <div
      ref={root}
      className="map"
      role="application"
      aria-label={t('map.label')}
      onClick={(event) => selectClicked(session, event)}
      onKeyDown={(event) => event.key === 'Enter' && selectFocused(session)}
    >
      <ReactFlow<MapNode>
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        minZoom={0.04}
        maxZoom={3}
        onlyRenderVisibleElements={nodes.length > 150}
        onMove={onMove}
        proOptions={NO_ATTRIBUTION}
      >
        <ViewportPortal>
          <WirePlate wiring={wiring} />
        </ViewportPortal>
      </ReactFlow>
      <div ref={beadHost} className="bead-host" aria-hidden="true" />
      <ul ref={list} className="hidden" aria-label={t('map.inFlight')} />
      {layout.workers.length > 120 && <PodTable />}
    </div>
  );
}

const NO_EDGES: never[] = [];
const NO_ATTRIBUTION = { hideAttribution: true };

interface Size {
  readonly width: number;
  readonly height: number;
}

function useSize(element: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setSize({ width: Math.round(width), height: Math.round(height) });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Machines by name: the layout changes when a node joins or leaves, and with the window, and never otherwise. */
function useLayout({ width, height }: Size): MapLayout {
  const nodes = useAt('nodes');
  const planes = nodes.filter(isControlPlane).map((node) => node.metadata.name);
  const workers = nodes.filter((node) => !isControlPlane(node)).map((node) => node.metadata.name);
  const planeNames = planes.sort(byNumber).join(' ') || 'control-plane-1';
  const workerNames = workers.sort(byNumber).join(' ');
  return useMemo(() => {
    const input = {
      controlPlanes: planeNames.split(' '),
      workers: workerNames === '' ? [] : workerNames.split(' '),
      ...(height > 0 && { aspect: width / height }),
    };
    const draft = layoutMap({ ...input, height: 640 });
    const zoom = Math.max(0.1, (width - 2 * PADDING) / draft.width);
    return layoutMap({ ...input, height: (height - 2 * PADDING) / zoom });
  }, [planeNames, workerNames, width, height]);
}

/** `worker-2` before `worker-10`. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Shows the whole map until the user moves it, and again on `F`; tells the style sheet how near one looks. */
function useFit(root: React.RefObject<HTMLDivElement | null>, layout: MapLayout, size: Size) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const moved = useRef(false);
  const fit = useRef(() => {});
  const { width, height } = size;
  useEffect(() => {
    fit.current = () => {
      if (width === 0) return;
      const zoom = Math.min((width - 2 * PADDING) / layout.width, (height - 2 * PADDING) / layout.height);
      const x = (width - layout.width * zoom) / 2;
      const y = (height - layout.height * zoom) / 2;
      void flow.setViewport({ x, y, zoom });
      if (root.current) setNearness(root.current, zoom);
    };
    if (!moved.current) fit.current();
  }, [flow, layout, width, height, root, store]);
  useEffect(() => {
    const refit = (): void => {
      moved.current = false;
      fit.current();
    };
    return keys.add([{ key: 'f', message: 'keys.fit', run: refit }]);
  }, []);
  return (event: MouseEvent | TouchEvent | null, viewport: Viewport): void => {
    if (event) moved.current = true;
    if (root.current) setNearness(root.current, viewport.zoom);
  };
}

function setNearness(root: HTMLElement, zoom: number): void {
  const nearness = zoom >= 0.88 ? 'close' : zoom >= 0.62 ? 'near' : zoom >= 0.34 ? 'middle' : 'far';
  if (root.dataset['nearness'] !== nearness) root.dataset['nearness'] = nearness;
  // Text keeps its size on the screen down to a point: 14 px is the smallest anywhere.
  root.style.setProperty('--zoom', zoom.toFixed(3));
  root.style.setProperty('--map-text', `${Math.max(15, Math.min(30, 14 / zoom)).toFixed(2)}px`);
}

function selectFocused(session: ReturnType<typeof useSession>): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.dataset['kind'] === 'Node')
    session.select({ type: 'object', ref: { resource: 'nodes', namespace: '', name: focused.dataset['name'] ?? '' } });
}
