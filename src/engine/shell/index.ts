/**
 * shell: the grammar of sh, as bash and busybox speak it, its evaluation, and the small tools that people pipe into. Containers,
 * nodes and the prompt in the page run the same one.
 *
 * Promises: it waits for nothing itself. Whatever takes time (`sleep`, a full pipe, a program of somebody else's) is a `yield*` of a
 * Run, and whoever drives the run says what that is: a goroutine of sim on the virtual clock, or a loop over promises. Stages of a
 * pipeline run at once and wait for each other. Whatever could go on for ever takes turns, and is slowed down when it has had many
 * at one instant; what may grow has a limit, and reaching it is a message as a kernel would give it.
 *
 * Inside everything is bytes (`bytesOf`, `textOf`): scripts, arguments, variables, paths and streams, so that nothing is lost between
 * programs; whoever hands text in or out converts it there.
 *
 * Why not a shell library of npm: those that can be had are built on promises and run a pipeline stage after stage, each to its end.
 * A container needs `tail -f | grep`, needs `sleep` on a clock that can be stopped and replayed, and needs the same history from the
 * same seed; the clock cannot know when a promise is over.
 */
export * from './files/file-system.ts';
export * from './files/path.ts';
export * from './files/tree.ts';
export * from './machine.ts';
export * from './process.ts';
export { ProcessTable } from './process-table.ts';
export * from './signals.ts';
export * from './streams.ts';
export { isIncomplete } from './interactive.ts';
export { RUNNER, runScript, runToEnd } from './interpreter/run.ts';
export { LoopControl, Returned, Shell, type Dialect, type Job, type Origin } from './interpreter/shell.ts';
export { builtinNames } from './builtins/index.ts';
export { complainOfSyntax } from './interpreter/syntax-errors.ts';
export { shellProgram } from './main.ts';
export { Parser } from './syntax/parser.ts';
export { SyntaxFailure } from './syntax/tree.ts';
export { compileRegexp, type Regexp } from './regexp/index.ts';
export { SHELLS, TOOLS } from './tools/index.ts';
export { UsageFailure, readArguments, type Arguments } from './tools/arguments.ts';
export { openSink, openSource } from './open.ts';
export { unescapeAnsi } from './syntax/reader.ts';
export { strftime } from './tools/time.ts';
export { tool } from './tools/run.ts';
