/**
 * terminal: the machine in front of the learner — files, a shell's prompt, history, completion and tools. No DOM: the page
 * draws it with xterm.js (src/ui/terminal), tests sit before it as a person does.
 *
 * Promises: what is written at home outlives the page; what a cluster, a log or a file contains reaches the screen as text,
 * with its colours and nothing else of what escape sequences can do.
 */
export * from './files/index.ts';
