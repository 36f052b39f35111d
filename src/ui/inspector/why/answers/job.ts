import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { ailmentOf } from './ailment.ts';
import { inNamespace, line, type Answer, type Explainer, type Line } from './answer.ts';
import { refusalsOf } from './crew.ts';
import { at, condition, hasEnded, isOwnedBy, number, records, text } from './fields.ts';

/** How much is to be done, how much at once, and how many failures are borne. */
export const job: Explainer = {
  reads: ['pods', 'events'],
  explain(object, look): Answer {
    const pods = look('pods').filter((pod) => isOwnedBy(pod, object));
    const lines: Line[] = [...endLines(object), ...sumLines(object), ...failureLines(object)];
    if (!isOver(object)) {
      const active = pods.filter((pod) => !hasEnded(pod));
      const refused = refusalsOf(object, look('events'))[0];
      if (active.length === 0 && refused !== undefined)
        lines.push(line('blocked', 'answer.crew.refused', { missing: 1, why: refused }));
      for (const pod of active.slice(0, 5)) {
        const ailment = ailmentOf(pod);
        if (ailment && ailment.mark !== 'ok') lines.push(ailment);
      }
    }
    return { title: 'answer.job.title', lines };
  },
};

function isOver(object: ApiObject): boolean {
  return ['Complete', 'Failed'].some((type) => condition(object, type)?.['status'] === 'True');
}

function endLines(object: ApiObject): readonly Line[] {
  const lines: Line[] = [];
  if (condition(object, 'Complete')?.['status'] === 'True') lines.push(line('ok', 'answer.job.complete'));
  const failed = condition(object, 'Failed');
  if (failed?.['status'] === 'True')
    lines.push(line('blocked', 'answer.job.failed', { reason: text(failed, 'reason'), why: text(failed, 'message') }));
  if (at(object.spec, 'suspend') === true) {
    const command = `kubectl patch job ${object.metadata.name}${inNamespace(object)} -p '{"spec":{"suspend":false}}'`;
    lines.push(line('wait', 'answer.job.suspended', {}, { command }));
  }
  return lines;
}

function sumLines(object: ApiObject): readonly Line[] {
  const parallelism = at(object.spec, 'parallelism') === undefined ? 1 : number(object.spec, 'parallelism');
  const succeeded = number(object.status, 'succeeded');
  const active = number(object.status, 'active');
  if (at(object.spec, 'completions') === undefined)
    return [line('fact', 'answer.job.queue', { parallelism, succeeded, active })];
  const completions = number(object.spec, 'completions');
  const left = Math.max(0, completions - succeeded);
  const wanted = isOver(object) ? 0 : Math.min(parallelism, left);
  return [
    line(left === 0 ? 'ok' : 'fact', 'answer.job.progress', { completions, succeeded, left }),
    ...(left === 0 ? [] : [line('fact', 'answer.job.atOnce', { parallelism, left, wanted, active })]),
  ];
}

function failureLines(object: ApiObject): readonly Line[] {
  const limit = at(object.spec, 'backoffLimit') === undefined ? 6 : number(object.spec, 'backoffLimit');
  const failed = number(object.status, 'failed');
  const left = Math.max(0, limit - failed);
  return failed === 0
    ? []
    : [line(failed > limit ? 'blocked' : 'wait', 'answer.job.failures', { failed, limit, left })];
}

export const cronJob: Explainer = {
  reads: ['jobs.batch'],
  explain(object, look): Answer {
    const schedule = text(object.spec, 'schedule');
    const last = text(object.status, 'lastScheduleTime');
    const active = records(object.status, 'active').length;
    const policy = text(object.spec, 'concurrencyPolicy');
    const lines: Line[] = [
      line('fact', last === '' ? 'answer.cronJob.never' : 'answer.cronJob.last', { schedule, last }),
    ];
    if (at(object.spec, 'suspend') === true) {
      const command = `kubectl patch cronjob ${object.metadata.name}${inNamespace(object)} -p '{"spec":{"suspend":false}}'`;
      lines.push(line('blocked', 'answer.cronJob.suspended', {}, { command }));
    }
    if (active > 0) {
      if (policy === 'Forbid') lines.push(line('wait', 'answer.cronJob.forbid', { active }));
      else if (policy === 'Replace') lines.push(line('fact', 'answer.cronJob.replace', { active }));
      else lines.push(line('fact', 'answer.cronJob.allow', { active }));
    }
    for (const one of look('jobs.batch')
      .filter((made) => isOwnedBy(made, object))
      .slice(-3)) {
      const failed = condition(one, 'Failed')?.['status'] === 'True';
      const done = condition(one, 'Complete')?.['status'] === 'True';
      const ref = { resource: 'jobs.batch', namespace: one.metadata.namespace ?? '', name: one.metadata.name };
      const id = failed ? 'answer.cronJob.jobFailed' : done ? 'answer.cronJob.jobDone' : 'answer.cronJob.jobRuns';
      lines.push(line(failed ? 'blocked' : done ? 'ok' : 'wait', id, { name: one.metadata.name }, { ref }));
    }
    return { title: 'answer.cronJob.title', lines };
  },
};
