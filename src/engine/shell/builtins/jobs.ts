import type { Job, Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import type { Builtin } from './index.ts';

/** `%1`, `%%` or the number of a process. */
export function jobOf(shell: Shell, word: string | undefined): Job | undefined {
  if (word === undefined || /^%[%+]?$/.test(word)) return shell.jobs.findLast((job) => job.code === undefined);
  if (word.startsWith('%')) return shell.jobs[Number(word.slice(1)) - 1];
  return shell.jobs.find((job) => job.pid === Number(word));
}

export const wait: Builtin = function* (shell, words) {
  const targets = words.slice(1).filter((word) => word !== '-n');
  if (targets.length === 0) {
    for (const job of shell.jobs) {
      const code = yield* shell.await(job, true);
      if (job.code === undefined) return code;
    }
    shell.jobs = [];
    return 0;
  }
  let code = 0;
  for (const target of targets) {
    const job = jobOf(shell, target);
    if (!job) {
      yield* shell.complain(`wait: pid ${target} is not a child of this shell`);
      code = 127;
      continue;
    }
    code = yield* shell.await(job, true);
    if (job.code === undefined) return code;
  }
  return code;
};

export const jobs: Builtin = function* (shell) {
  for (let i = 0; i < shell.jobs.length; i++) yield* shell.process.print(lineOf(shell.jobs[i]!, i));
  shell.jobs = shell.jobs.filter((job) => job.code === undefined);
  return 0;
};

function lineOf(job: Job, i: number): string {
  const state = job.code === undefined ? 'Running' : job.code === 0 ? 'Done' : `Exit ${job.code}`;
  return `[${i + 1}]+  ${state.padEnd(24)}${job.text}${job.code === undefined ? ' &' : ''}\n`;
}

/** Tells of background jobs that are over; a shell does so before its prompt. */
export function* reportJobs(shell: Shell): Run {
  for (let i = 0; i < shell.jobs.length; i++) {
    const job = shell.jobs[i]!;
    if (job.code !== undefined) yield* shell.process.complain(lineOf(job, i));
  }
  if (shell.jobs.every((job) => job.code !== undefined)) shell.jobs = [];
}

export const fg: Builtin = function* (shell, words) {
  const job = jobOf(shell, words[1]);
  if (!job) {
    yield* shell.complain(`fg: ${words[1] ?? 'current'}: no such job`);
    return 1;
  }
  yield* shell.process.print(`${job.text}\n`);
  const code = yield* shell.await(job, false);
  shell.jobs = shell.jobs.filter((one) => one !== job);
  return code;
};

/** Nothing here is ever stopped, so there is nothing to go on with. */
export const bg: Builtin = function* (shell, words) {
  const job = jobOf(shell, words[1]);
  if (job) return 0;
  yield* shell.complain(`bg: ${words[1] ?? 'current'}: no such job`);
  return 1;
};

export const disown: Builtin = function* (shell, words) {
  const job = jobOf(shell, words[1]);
  shell.jobs = shell.jobs.filter((one) => one !== job);
  return 0;
};
