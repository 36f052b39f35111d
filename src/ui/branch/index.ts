/**
 * branch: other endings. From any moment of the past a second cluster is made: the same seed, the same inputs up to there, so the
 * same history; then it goes its own way. Two of them stand side by side under one clock, with a list of what differs.
 *
 *   branches    the histories as a tree, which are shown, which one is in hand     duet      two clusters under one player
 *   stages      the one stage or the two, in place of a stage                      dock      what differs, at this moment
 *   differences what differs between two worlds: two histories, or two moments of one
 *
 * Promises: the history that was parted from goes on untouched; up to the parting both are the same to the byte; the second
 * cluster is run only as far as the playhead wants to go; a closed branch opens again as it was.
 */
export { askForBranch } from './branch-ui.ts';
export { BranchesContext, useBranches, useBranchesState, useFirstBranch } from './context.ts';
export { Branches, MOST_OPEN, type Branch, type BranchesState, type Parting } from './branches.ts';
export { useBranchName } from './names.ts';
export { Stages } from './stages.tsx';
