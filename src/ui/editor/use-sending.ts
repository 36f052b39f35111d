import { useCallback, useState } from 'react';
import type { HttpRequest } from '../../protocol/index.ts';
import { nameOf } from '../../terminal/files/index.ts';
import { useSession } from '../store/index.ts';
import { sendManifest, type Problem, type Report, type Verb } from './apply/index.ts';
import { Consequences } from './effects/consequences.ts';
import { quoted, runLine } from './use-rendered.ts';

/** One run of apply or delete, as the terminal would show it. */
export interface Run {
  readonly id: number;
  readonly command: string;
  /** undefined while the cluster has not answered. */
  readonly report: Report | undefined;
}

/** What is said of a file that has not been sent. */
const NO_PROBLEMS: readonly Problem[] = [];
const KEPT = 20;

export interface Sending {
  readonly runs: readonly Run[];
  readonly busy: boolean;
  /** What the last apply causes, followed from its first request on. */
  readonly effects: Consequences | undefined;
  /** How many runs have come back: what was planned before is planned anew. */
  readonly answered: number;
  problemsOf(path: string): readonly Problem[];
  /** Forgets what was wrong with a file when it was sent: it says something else now. */
  forget(path: string): void;
  send(verb: Verb, path: string, text: string): Promise<void>;
  /** The same for a folder with a kustomization: `kubectl apply -k`, on the learner's machine. */
  sendFolder(verb: Verb, folder: string): Promise<void>;
}

/** Sends files to the cluster and keeps what came of it. */
export function useSending(): Sending {
  const session = useSession();
  const [runs, setRuns] = useState<readonly Run[]>([]);
  const [effects, setEffects] = useState<Consequences>();
  const [problems, setProblems] = useState<ReadonlyMap<string, readonly Problem[]>>(new Map());
  const send = useCallback(
    async (verb: Verb, path: string, text: string) => {
      const id = performance.now();
      const name = nameOf(path);
      setRuns((before) => [...before, { id, command: `kubectl ${verb} -f ${name}`, report: undefined }].slice(-KEPT));
      setProblems((before) => new Map(before).set(path, NO_PROBLEMS));
      // The answer comes as virtual time passes, so the clock must run.
      if (!session.player.state.playing) session.player.play();
      const asked = new Set<string>();
      setEffects(new Consequences(session.trace, (request) => asked.has(request)));
      const client = {
        fetch: (request: HttpRequest) => {
          if (request.method !== 'GET') asked.add(`${request.method} ${request.url.split('?')[0]}`);
          return session.fetch(request);
        },
        observe: (request: HttpRequest) => session.connection.observe(request),
      };
      const report = await sendManifest(verb, text, name, client).catch((error: unknown): Report => failed(error));
      setRuns((before) => before.map((run) => (run.id === id ? { ...run, report } : run)));
      setProblems((before) => new Map(before).set(path, report.problems));
      if (report.ref && verb === 'apply') session.select({ type: 'object', ref: report.ref });
    },
    [session],
  );
  const sendFolder = useCallback(
    async (verb: Verb, folder: string) => {
      const id = performance.now();
      const line = `kubectl ${verb} -k ${quoted(folder)}`;
      setRuns((before) => [...before, { id, command: line, report: undefined }].slice(-KEPT));
      let running = true;
      // Of what the person asks meanwhile, all that changes something is taken to be of this.
      const caused = new Consequences(session.trace, (request) => running && !request.startsWith('GET '));
      setEffects(caused);
      const report = await runLine(session, line).then(reportOf, failed);
      caused.update();
      running = false;
      setRuns((before) => before.map((run) => (run.id === id ? { ...run, report } : run)));
    },
    [session],
  );
  const forget = useCallback((path: string) => {
    setProblems((before) => (before.get(path)?.length ? new Map(before).set(path, NO_PROBLEMS) : before));
  }, []);
  return {
    runs,
    busy: runs.some(({ report }) => report === undefined),
    effects,
    answered: runs.filter(({ report }) => report !== undefined).length,
    problemsOf: (path) => problems.get(path) ?? NO_PROBLEMS,
    forget,
    send,
    sendFolder,
  };
}

function reportOf({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Report {
  const linesOf = (text: string, tone: 'done' | 'error') =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ text: line, tone }));
  return { lines: [...linesOf(stdout, 'done'), ...linesOf(stderr, 'error')], problems: [], ref: undefined };
}

function failed(error: unknown): Report {
  const text = `error: ${error instanceof Error ? error.message : String(error)}`;
  return { lines: [{ text, tone: 'error' }], problems: [], ref: undefined };
}
