import { useMemo, useRef, useState } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useFilter, useSession } from '../../store/index.ts';
import { Board } from '../board/board.tsx';
import { useSize } from '../board/use-size.ts';
import { Hall } from './hall.ts';
import { HallCanvas } from './hall-canvas.tsx';
import { Legend } from './legend.tsx';
import { machineTypes, machinesNear, type MachineNode } from './near-machines.tsx';
import { NodeTable } from './node-table.tsx';
import type { Shade } from './shades.ts';
import { Sums } from './sums.ts';
import { usePlan } from './use-plan.ts';
import './data-centre.css';

/** A cluster too large to be drawn machine by machine: a heat map from afar, machines from near. */
export function DataCentre() {
  const t = useText();
  const session = useSession();
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const hall = useMemo(() => new Hall(session), [session]);
  const plan = usePlan(hall);
  const [shade, setShade] = useState<Shade>('state');
  const filter = useFilter((state) => state.filter);
  const sums = useMemo(() => new Sums(hall, shade, filter), [hall, shade, filter]);
  const [table, setTable] = useState(false);
  const [near, setNear] = useState<readonly string[]>([]);
  const nodes = useMemo(() => machinesNear(hall, plan, near), [hall, plan, near]);
  return (
    <div className="data-centre">
      <Legend hall={hall} sums={sums} shade={shade} onShade={setShade} table={table} onTable={setTable} />
      <div className="hall-halves">
        <Board<MachineNode>
          root={root}
          label={t('hall.label')}
          extent={plan}
          nodes={nodes}
          nodeTypes={machineTypes}
          minZoom={0.008}
          over={<HallCanvas root={root} size={size} hall={hall} sums={sums} onNear={setNear} />}
        />
        <NodeTable hall={hall} sums={sums} open={table} />
      </div>
    </div>
  );
}
