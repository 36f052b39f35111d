import { useMemo } from 'react';
import type { Node, NodeProps, NodeTypes } from '@xyflow/react';
import { useText } from '../../app/ui-state.ts';
import { Board } from '../board/board.tsx';
import {
  extentOf,
  GraphPlot,
  LitContext,
  PLOT,
  plotAt,
  stepFor,
  SurroundingsContext,
  useLit,
  useSurroundings,
  useVisiblePlots,
  walk,
  type Plot,
} from '../graph/index.ts';
import { Legend } from './legend.tsx';

type PlotNode = Node<{ readonly id: string }, 'plot'>;

const nodeTypes: NodeTypes = { plot: ({ data }: NodeProps<PlotNode>) => <GraphPlot id={data.id} /> };
/** More plots than this are left out of the document while they are outside of the window. */
const MANY = 40;
/** Room for the words above the two regions. */
const HEAD = 46;
export function OwnershipView() {
  const t = useText();
  const plots = useVisiblePlots();
  const surroundings = useSurroundings();
  const lit = useLit();
  const nodes = useMemo(() => plots.map(nodeOf), [plots]);
  const extent = useMemo(() => {
    const most = plots.reduce(
      (count, { region, place }) => (region === 'user' ? Math.max(count, place + 1) : count),
      0,
    );
    const room = Array.from({ length: stepFor(most) }, (_, place) => plotAt('user', place));
    const own = plots.filter(({ region }) => region === 'system').map(({ place }) => plotAt('system', place));
    const reach = extentOf([...room, ...own]);
    return { ...reach, height: reach.height + HEAD };
  }, [plots]);
  const system = plots.some(({ region }) => region === 'system');
  const empty = plots.every(({ region }) => region === 'system');
  return (
    <SurroundingsContext value={surroundings}>
      <LitContext value={lit}>
        <div className="graph" onKeyDown={walk}>
          <Board<PlotNode>
            label={t('graph.ownership')}
            extent={extent}
            nodes={nodes}
            nodeTypes={nodeTypes}
            culls={nodes.length > MANY}
            under={<Ground empty={empty} system={system} />}
          />
        </div>
      </LitContext>
    </SurroundingsContext>
  );
}

function Ground({ empty, system }: { readonly empty: boolean; readonly system: boolean }) {
  const t = useText();
  return (
    <>
      {system && (
        <h2 className="graph-region" style={{ left: plotAt('system', 0).x + 4 }}>
          {t('graph.region.system')}
        </h2>
      )}
      <div className="graph-heading">
        <h2 className="graph-region">{t('graph.region.user')}</h2>
        <Legend />
      </div>
      {empty && (
        <p className="graph-empty" style={{ left: 0, top: HEAD, ...PLOT }}>
          {t('graph.empty')}
        </p>
      )}
    </>
  );
}

function nodeOf({ id, region, place }: Plot): PlotNode {
  const { x, y, width, height } = plotAt(region, place);
  const style = { pointerEvents: 'all' } as const;
  return {
    ...{ id, type: 'plot', position: { x, y: y + HEAD }, width, height, style, data: { id } },
    ...{ draggable: false, selectable: false, focusable: false },
  };
}
