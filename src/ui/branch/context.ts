import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ClusterConnection } from '../../client/index.ts';
import type { Session } from '../store/index.ts';
import { Branches, type BranchesState } from './branches.ts';

export const BranchesContext = createContext<Branches | undefined>(undefined);

export function useBranches(): Branches {
  const branches = useContext(BranchesContext);
  if (!branches) throw new Error('useBranches outside a BranchesContext');
  return branches;
}

export function useBranchesState<T>(select: (state: BranchesState) => T): T {
  return useStore(useBranches().store, select);
}

/** The histories of a page that begins with one cluster, and the one that its clock and its hands belong to. */
export function useFirstBranch(
  connection: ClusterConnection,
  connect: () => ClusterConnection,
): { readonly branches: Branches; readonly session: Session } {
  const branches = useMemo(() => new Branches(connection, connect), [connection, connect]);
  const focused = useStore(branches.store, (state) => state.focused);
  return { branches, session: branches.get(focused)?.session ?? branches.focused };
}
