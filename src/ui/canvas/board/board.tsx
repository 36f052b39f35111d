import { useRef, type ReactNode, type RefObject } from 'react';
import { ReactFlow, ReactFlowProvider, ViewportPortal, type Node, type NodeTypes } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useSession } from '../../store/index.ts';
import { selectClicked, selectFocused } from './click-selects.ts';
import { goCloser, zoomThrough } from './go-closer.ts';
import { useFit, type Extent } from './use-fit.ts';
import { useFly } from './use-fly.ts';
import { useFocusPan } from './use-focus-pan.ts';
import { useSize } from './use-size.ts';
import './board.css';

export interface BoardProps<N extends Node> {
  readonly label: string;
  /** Extent of what stands on it, in map units; from 0, 0 unless it says from where. */
  readonly extent: Extent;
  readonly nodes: N[];
  readonly nodeTypes: NodeTypes;
  /** Drawn beneath the nodes and moved with them: wires, ground. */
  readonly under?: ReactNode;
  /** Drawn above all and not moved: beads, legends, hidden lists. */
  readonly over?: ReactNode;
  readonly root?: RefObject<HTMLDivElement | null>;
  /** Whether nodes outside of the window are left out of the DOM. */
  readonly culls?: boolean;
  /** How far away one may go; a large board is seen whole from further. */
  readonly minZoom?: number;
}

/** What every view stands on: it pans and zooms, fits itself to the window, tells how near one looks, and a click selects. */
export function Board<N extends Node>(props: BoardProps<N>) {
  return (
    <ReactFlowProvider>
      <Plate {...props} />
    </ReactFlowProvider>
  );
}

function Plate<N extends Node>({
  label,
  extent,
  nodes,
  nodeTypes,
  under,
  over,
  root: given,
  culls,
  minZoom,
}: BoardProps<N>) {
  const session = useSession();
  const own = useRef<HTMLDivElement>(null);
  const root = given ?? own;
  const size = useSize(root);
  useFly(root);
  const onMove = useFit(root, extent, size);
  const onFocus = useFocusPan();
  const zoom = useRef(1);
  const moved: typeof onMove = (event, viewport) => {
    onMove(event, viewport);
    if (event && root.current) zoomThrough(root.current, zoom.current, viewport.zoom);
    zoom.current = viewport.zoom;
    session.player.stir();
  };
  return (
    <div
      ref={root}
      className="board"
      role="application"
      aria-label={label}
      onFocus={onFocus}
      onClick={(event) => selectClicked(session, event)}
      onDoubleClick={(event) => event.target instanceof Element && goCloser(event.target)}
      onKeyDown={(event) => event.key === 'Enter' && selectFocused(session)}
    >
      <ReactFlow<N>
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
        minZoom={minZoom ?? 0.04}
        maxZoom={3}
        onlyRenderVisibleElements={culls ?? false}
        onMove={moved}
        proOptions={NO_ATTRIBUTION}
      >
        {under !== undefined && <ViewportPortal>{under}</ViewportPortal>}
      </ReactFlow>
      {over}
    </div>
  );
}

const NO_EDGES: never[] = [];
const NO_ATTRIBUTION = { hideAttribution: true };
