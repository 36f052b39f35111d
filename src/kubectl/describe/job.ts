import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import {
  humanDuration,
  labelSelectorAsSelector,
  ParseError,
  type WireLabelSelector,
} from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, controlledBy, labelsMultiline } from './metadata.ts';
import { describePodTemplate } from './pod-template.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { between, rfc1123z, titledOrUnset } from './text.ts';

const MAX_INDEXES = 50;

function selectorText(selector: unknown): string {
  try {
    return labelSelectorAsSelector(selector as WireLabelSelector | undefined).toString();
  } catch (error) {
    if (error instanceof ParseError) return `Failed to get selector: ${error.message}`;
    throw error;
  }
}

/** capIndexesListOrNone: no more than about fifty characters, and no number cut. */
function indexesText(indexes: string | undefined): string {
  if (indexes === undefined || indexes === '') return '<none>';
  const comma = indexes.indexOf(',', MAX_INDEXES);
  return comma === -1 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

function describeSpec({ spec }: IJob, w: PrefixWriter): void {
  if (spec?.parallelism !== undefined) w.line(0, `Parallelism:\t${spec.parallelism}`);
  w.line(0, `Completions:\t${spec?.completions ?? '<unset>'}`);
  if (spec?.completionMode !== undefined) w.line(0, `Completion Mode:\t${spec.completionMode}`);
  if (spec?.suspend !== undefined) w.line(0, `Suspend:\t${spec.suspend}`);
  if (spec?.backoffLimit !== undefined) w.line(0, `Backoff Limit:\t${spec.backoffLimit}`);
  const ttl = spec?.ttlSecondsAfterFinished;
  if (ttl !== undefined) w.line(0, `TTL Seconds After Finished:\t${ttl}`);
}

function describeStatus({ spec, status }: IJob, w: PrefixWriter): void {
  const [started, completed] = [status?.startTime, status?.completionTime];
  if (started != null) w.line(0, `Start Time:\t${rfc1123z(started)}`);
  if (completed != null) w.line(0, `Completed At:\t${rfc1123z(completed)}`);
  if (started != null && completed != null) w.line(0, `Duration:\t${humanDuration(between(started, completed))}`);
  if (spec?.activeDeadlineSeconds !== undefined) w.line(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
  const ready = status?.ready === undefined ? '' : ` (${status.ready} Ready)`;
  const active = `${status?.active ?? 0} Active${ready}`;
  w.line(0, `Pods Statuses:\t${active} / ${status?.succeeded ?? 0} Succeeded / ${status?.failed ?? 0} Failed`);
  if (spec?.completionMode === 'Indexed') w.line(0, `Completed Indexes:\t${indexesText(status?.completedIndexes)}`);
}

export const jobDescriber = describing<IJob>(async (job, settings, subject) => {
  const { metadata, spec } = job;
  const events = await eventsOf(settings, subject, job);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `Selector:\t${selectorText(spec?.selector)}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    controlledBy(w, job);
    describeSpec(job, w);
    describeStatus(job, w);
    describePodTemplate(spec?.template, w);
    describeEvents(events, w, settings.now);
  };
});

type CronJobSpec = NonNullable<ICronJob['spec']>;

/** describeJobTemplate. */
function describeJobTemplate({ spec }: CronJobSpec['jobTemplate'], w: PrefixWriter): void {
  w.line(0, `Selector:\t${spec?.selector === undefined ? '<unset>' : selectorText(spec.selector)}`);
  w.line(0, `Parallelism:\t${spec?.parallelism ?? '<unset>'}`);
  w.line(0, `Completions:\t${spec?.completions ?? '<unset>'}`);
  if (spec?.activeDeadlineSeconds !== undefined) w.line(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
  describePodTemplate(spec?.template, w);
}

export const cronJobDescriber = describing<ICronJob>(async (cronJob, settings, subject) => {
  const { metadata, spec, status } = cronJob;
  const events = await eventsOf(settings, subject, cronJob);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Schedule:\t${spec?.schedule ?? ''}`);
    w.line(0, `Concurrency Policy:\t${spec?.concurrencyPolicy ?? ''}`);
    w.line(0, `Suspend:\t${titledOrUnset(spec?.suspend)}`);
    w.line(0, `Successful Job History Limit:\t${spec?.successfulJobsHistoryLimit ?? '<unset>'}`);
    w.line(0, `Failed Job History Limit:\t${spec?.failedJobsHistoryLimit ?? '<unset>'}`);
    const deadline = spec?.startingDeadlineSeconds;
    w.line(0, `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}`);
    describeJobTemplate(spec?.jobTemplate ?? {}, w);
    const last = status?.lastScheduleTime;
    w.line(0, `Last Schedule Time:\t${last == null ? '<unset>' : rfc1123z(last)}`);
    const active = (status?.active ?? []).map(({ name }) => name ?? '').join(', ');
    w.line(0, `Active Jobs:\t${active === '' ? '<none>' : active}`);
    describeEvents(events, w, settings.now);
  };
});
