/**
 * sequence: one act as a diagram. A lifeline for each process that took part, the messages between them in the order in which
 * they were sent, notes where a process reckoned something. It is the causal cone of an act, read off the trace: nothing is in it
 * that did not happen.
 *
 * Promises: the playhead is followed and led: the row that is under way is lit, a row that is chosen moves the playhead there;
 * heartbeats and news that led to nothing are folded away and counted; a long silence is a break in the paper, with its length.
 * Export is the same picture as a file of its own.
 */
export { SequenceTab } from './sequence-tab.tsx';
