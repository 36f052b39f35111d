import { create } from 'zustand';

interface BranchUi {
  /** The moment from which a branch is about to be made, while its dialog is open. */
  readonly partingAt: number | undefined;
  /** The list of what differs is unfolded. */
  readonly listOpen: boolean;
}

export const useBranchUi = create<BranchUi>(() => ({ partingAt: undefined, listOpen: true }));

/** Asks how a branch from this moment should go on. */
export function askForBranch(at: number): void {
  useBranchUi.setState({ partingAt: at });
}
