import { useCallback, useState } from 'react';
import { useSession } from '../store/index.ts';
import { sendManifest, type Problem, type Report, type Verb } from './apply/index.ts';
import type { Draft } from './drafts.ts';

/** One run of apply or delete, as the terminal would show it. */
export interface Run {
  readonly id: number;
  readonly command: string;
  /** undefined while the cluster has not answered. */
  readonly report: Report | undefined;
}

const NO_PROBLEMS: readonly Problem[] = [];
const KEPT = 20;

export interface Sending {
  readonly runs: readonly Run[];
  readonly busy: boolean;
  problemsOf(draft: number): readonly Problem[];
  send(verb: Verb, draft: Draft): Promise<void>;
}

/** Sends drafts to the cluster and keeps what came of it. */
export function useSending(): Sending {
  const session = useSession();
  const [runs, setRuns] = useState<readonly Run[]>([]);
  const [problems, setProblems] = useState<ReadonlyMap<number, readonly Problem[]>>(new Map());
  const send = useCallback(
    async (verb: Verb, draft: Draft) => {
      const id = performance.now();
      setRuns((before) =>
        [...before, { id, command: `kubectl ${verb} -f ${draft.name}`, report: undefined }].slice(-KEPT),
      );
      setProblems((before) => new Map(before).set(draft.id, NO_PROBLEMS));
      // The answer comes as virtual time passes, so the clock must run.
      if (!session.player.state.playing) session.player.play();
      const client = {
        fetch: session.fetch.bind(session),
        observe: (request: Parameters<typeof session.connection.observe>[0]) => session.connection.observe(request),
      };
      const report = await sendManifest(verb, draft.text, draft.name, client).catch((error: unknown): Report =>
        failed(error),
      );
      setRuns((before) => before.map((run) => (run.id === id ? { ...run, report } : run)));
      setProblems((before) => new Map(before).set(draft.id, report.problems));
      if (report.ref && verb === 'apply') session.select({ type: 'object', ref: report.ref });
    },
    [session],
  );
  return {
    runs,
    busy: runs.some(({ report }) => report === undefined),
    problemsOf: (draft) => problems.get(draft) ?? NO_PROBLEMS,
    send,
  };
}

function failed(error: unknown): Report {
  const text = `error: ${error instanceof Error ? error.message : String(error)}`;
  return { lines: [{ text, tone: 'error' }], problems: [], ref: undefined };
}
