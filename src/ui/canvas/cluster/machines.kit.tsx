import type { ReactNode } from 'react';
import type { Sheet } from '../../kit/index.ts';
import { ControlPlane } from './control-plane.tsx';
import { layoutMap } from './layout.ts';
import { Clients, Registry, Shelf, User } from './outside.tsx';
import { WorkerMachine } from './worker-machine.tsx';
import './map.css';
import './plane.css';
import './outside.css';
import './nearness.css';

/** As the fixture `zoo` has them: one full of pods in every state, one with failures, one that is down and cordoned. */
const MACHINES = ['worker-1', 'worker-2', 'worker-3'];
const layout = layoutMap({ controlPlanes: ['control-plane-1'], workers: MACHINES, height: 690, aspect: 1.7 });
const STATES = ['ready, with pods that fail', 'ready, full', 'not ready, cordoned'];

function board(story: ReactNode): ReactNode {
  return (
    <div className="board" data-nearness="close" style={{ position: 'static', background: 'none' }}>
      {story}
    </div>
  );
}

const sized = ({ width, height }: { readonly width: number; readonly height: number }) => ({ width, height });

const sheet: Sheet = {
  title: 'machines',
  frame: board,
  stories: [
    ...layout.workers.map((place, i) => ({
      name: STATES[i] ?? place.name,
      render: () => <WorkerMachine place={place} />,
    })),
    ...layout.controlPlanes.map((place) => ({ name: 'control plane', render: () => <ControlPlane place={place} /> })),
    { name: 'user', render: () => <Sized of={sized(layout.user)} child={<User />} /> },
    { name: 'registry', render: () => <Sized of={sized(layout.registry)} child={<Registry />} /> },
    { name: 'clients', render: () => <Sized of={sized(layout.clients)} child={<Clients />} /> },
    { name: 'what is desired', render: () => <Shelf height={300} /> },
  ],
};
export default sheet;

function Sized({
  of,
  child,
}: {
  readonly of: { readonly width: number; readonly height: number };
  readonly child: ReactNode;
}) {
  return <div style={{ ...of, position: 'relative' }}>{child}</div>;
}
