export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGQUIT = 3;
export const SIGKILL = 9;
export const SIGPIPE = 13;
export const SIGTERM = 15;

/** signal(7), by number: those that have a name here. */
export const SIGNALS: ReadonlyMap<number, string> = new Map([
  [0, 'EXIT'],
  [1, 'HUP'],
  [2, 'INT'],
  [3, 'QUIT'],
  [6, 'ABRT'],
  [9, 'KILL'],
  [10, 'USR1'],
  [12, 'USR2'],
  [13, 'PIPE'],
  [14, 'ALRM'],
  [15, 'TERM'],
  [17, 'CHLD'],
  [18, 'CONT'],
  [19, 'STOP'],
]);
/** Signals that end nobody who did not ask for them. */
export const HARMLESS = new Set([17, 18, 19]);

/** `TERM`, `SIGTERM` or `15`; undefined: there is no such signal. */
export function signalNumber(name: string): number | undefined {
  if (/^[0-9]+$/.test(name)) return SIGNALS.has(Number(name)) ? Number(name) : undefined;
  const bare = name.toUpperCase().replace(/^SIG/, '');
  for (const [number, known] of SIGNALS) if (known === bare) return number;
  return undefined;
}

/** A process was ended by a signal; thrown where it waits, and caught by who started it. */
export class Killed extends Error {
  readonly signal: number;
  constructor(signal: number) {
    super(`killed by signal ${signal}`);
    this.signal = signal;
  }
}

/** What a program asks to leave with from anywhere inside. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}
