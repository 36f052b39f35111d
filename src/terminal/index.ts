/**
 * terminal: the machine in front of the learner — files, a shell's prompt, history, completion and tools. No DOM: the page
 * draws it with xterm.js (src/ui/terminal), tests sit before it as a person does.
 *
 * Promises: what is written at home outlives the page; what a cluster, a log or a file contains reaches the screen as text,
 * with its colours and nothing else of what escape sequences can do; a paste never runs by itself; Ctrl-C ends what runs; a
 * command that waits does so on the cluster's clock.
 *
 * It differs from a Linux machine in this: there are no links and no job control but `&`, `jobs` and `wait`; jq, awk, diff and a few
 * more come from just-bash and read their input to its end before they answer; curl reaches the ports of this machine only; two
 * pages open at once do not see each other's files until they are loaded again.
 */
export * from './files/index.ts';
export { LearnerMachine } from './machine/learner-machine.ts';
export type { Clock, Surroundings } from './machine/surroundings.ts';
export type { Screen } from './screen/screen-sink.ts';
export { runLine, type LineResult } from './session/run-line.ts';
export { Terminal, type TerminalOptions } from './session/terminal.ts';
export { programs } from './tools/index.ts';
