import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { usePlayhead, useSession, useSessionState } from '../../store/index.ts';
import { Flows } from './flows.ts';
import { flowsAt, type Flow } from './flow.ts';
import { rateTo } from './running.ts';

const Context = createContext(new Flows());

/** What went where in the last seconds before the playhead, looked at twice a second: who shows it hears only of its own. */
export function FlowProvider({ children }: { readonly children: ReactNode }) {
  const [flows] = useState(() => new Flows());
  return (
    <Context value={flows}>
      <Look flows={flows} />
      {children}
    </Context>
  );
}

/** Draws nothing; what stands beside it is not drawn again because time passes. */
function Look({ flows }: { readonly flows: Flows }) {
  const { trace } = useSession();
  const playhead = usePlayhead(2);
  useEffect(() => flows.put(flowsAt(trace, playhead)), [flows, trace, playhead]);
  return null;
}

export function useFlow(key: string): Flow | undefined {
  const flows = useContext(Context);
  return useSyncExternalStore(flows.subscribe, () => flows.get(key));
}

/** Requests a second that somebody has ordered to a place and not stopped. */
export function useOrdered(to: string): number {
  const acts = useSessionState((state) => state.acts);
  return rateTo(acts, to, usePlayhead(2));
}

/** Whether somebody has added a cloud by the playhead. */
export function useHasCloud(): boolean {
  const acts = useSessionState((state) => state.acts);
  const playhead = usePlayhead(2);
  return acts.some(({ at, input }) => at <= playhead && 'fault' in input && input.fault.name === 'add-cloud');
}
