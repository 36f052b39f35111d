import { createContext, useContext, useMemo, useRef, type ReactNode } from 'react';
import { usePlayhead, useSession, useSessionState } from '../../store/index.ts';
import { flowsAt, type Flow } from './flow.ts';
import { rateTo } from './running.ts';

const NONE: ReadonlyMap<string, Flow> = new Map();
const Flows = createContext(NONE);

/** What went where in the last seconds before the playhead, twice a second for those who show it. */
export function FlowProvider({ children }: { readonly children: ReactNode }) {
  const { trace } = useSession();
  const playhead = usePlayhead(2);
  const last = useRef(NONE);
  const flows = useMemo(() => flowsAt(trace, playhead), [trace, playhead]);
  // Nothing and again nothing is no news to anybody.
  const told = flows.size === 0 && last.current.size === 0 ? last.current : flows;
  last.current = told;
  return <Flows value={told}>{children}</Flows>;
}

export function useFlow(key: string): Flow | undefined {
  return useContext(Flows).get(key);
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
