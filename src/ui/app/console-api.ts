import type { TraceRecord } from '../../engine/trace/index.ts';
import type { LineResult } from '../../terminal/index.ts';
import { VIEWS } from '../canvas/index.ts';
import type { Pace, Session } from '../store/index.ts';
import { linkTo } from './share/index.ts';
import { lookAt } from './ui-state.ts';

type FaultParams = Readonly<Record<string, string | number | boolean>>;

/**
 * `window.orrery`, for teachers and scripts. Every call returns a promise. Times are virtual microseconds since the
 * cluster began, or Go durations such as `5m` and `1h30m`.
 */
export interface ConsoleApi {
  pause(): Promise<void>;
  /** `play()` goes on, `play(20)` at twenty times real time, `play('cinematic')` by attention. */
  play(speed?: number | Pace): Promise<void>;
  /** To the end of the next telling thing. */
  step(): Promise<void>;
  /** Lets so much virtual time pass, and returns when it has. */
  advance(duration: string | number): Promise<number>;
  /** Moves the playhead; past the live edge the cluster runs there first. */
  seek(time: string | number): Promise<number>;
  now(): Promise<number>;
  fault(name: string, params?: FaultParams): Promise<void>;
  /** `kubectl apply` of a manifest, YAML or JSON; answers the lines that kubectl prints, errors among them. */
  apply(yaml: string): Promise<readonly string[]>;
  /**
   * A command line of the terminal: `kubectl('get pods -o wide | grep web')`, with or without the word kubectl. Time passes until it
   * is answered.
   */
  kubectl(line: string): Promise<LineResult>;
  /** A request to the API server, from the user's kubectl: `fetch('POST', '/api/v1/namespaces/default/pods', pod)`. */
  fetch(method: string, url: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  trace(): Promise<readonly TraceRecord[]>;
  /** Chooses a view, and for a close-up what it looks at: `look('node', 'worker-1')`. */
  look(view: string, subject?: string): Promise<void>;
  /** The address at which anybody finds this very moment: seed, inputs, playhead and look are in its fragment. */
  share(): Promise<string>;
}

function chooseView(view: string, subject?: string): void {
  const known = VIEWS.map(({ id }) => id);
  if (!known.includes(view)) throw new Error(`no view named ${JSON.stringify(view)}: there are ${known.join(', ')}`);
  lookAt(view, subject);
}

export function consoleApi(session: Session): ConsoleApi {
  const { player } = session;
  return {
    pause: async () => player.pause(),
    play: async (speed) => {
      if (typeof speed === 'number') player.play('realtime', speed);
      else player.play(speed ?? player.state.pace);
    },
    step: async () => player.stepForward(),
    advance: async (duration) => {
      await player.runTo(player.edge + microsOf(duration));
      return player.playhead;
    },
    seek: async (time) => {
      const to = microsOf(time);
      if (to > player.edge) await player.runTo(to);
      else player.seek(to);
      return player.playhead;
    },
    now: async () => player.playhead,
    fault: async (name, params = {}) => session.fault({ name, params }),
    apply: async (yaml) => {
      const { sendManifest } = await import('../editor/apply/index.ts');
      if (!player.state.playing) player.play();
      const client = {
        fetch: session.fetch.bind(session),
        observe: session.connection.observe.bind(session.connection),
      };
      const { lines } = await sendManifest('apply', yaml, 'STDIN', client);
      return lines.map(({ text }) => text);
    },
    kubectl: async (line) => {
      const { runOn } = await import('../terminal/run-on.ts');
      return runOn(session, /^\s*kubectl(\s|$)/.test(line) ? line : `kubectl ${line}`);
    },
    fetch: async (method, url, body) => {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const answer = await session.fetch({
        method,
        url,
        headers: { 'content-type': type, accept: 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
    },
    share: async () => linkTo(session),
    look: async (view, subject) => chooseView(view, subject),
    trace: async () => {
      const records: TraceRecord[] = [];
      for (let id = session.trace.first; id < session.trace.next; id++) {
        const record = session.trace.get(id);
        if (record) records.push(record);
      }
      return records;
    },
  };
}

const UNITS: Readonly<Record<string, number>> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9 };

/** `1h30m` → microseconds. */
export function microsOf(duration: string | number): number {
  if (typeof duration === 'number') return duration;
  let micros = 0;
  const rest = duration.replace(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g, (_, amount: string, unit: string) => {
    micros += Number(amount) * UNITS[unit]!;
    return '';
  });
  if (rest !== '' || duration === '') throw new Error(`invalid duration ${JSON.stringify(duration)}`);
  return Math.round(micros);
}

declare global {
  interface Window {
    orrery?: ConsoleApi;
  }
}
