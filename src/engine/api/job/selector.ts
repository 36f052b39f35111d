import { field, labelSelectorAsSelector, type ErrorList } from '../../apimachinery/index.ts';
import { METADATA, SPEC } from '../validate.ts';
import type { Job } from './types.ts';

export const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid';
export const JOB_NAME = 'batch.kubernetes.io/job-name';
const LEGACY_CONTROLLER_UID = 'controller-uid';
const LEGACY_JOB_NAME = 'job-name';
const TEMPLATE = SPEC.child('template', 'metadata');

function isEmpty(labels: Readonly<Record<string, string>> | undefined): boolean {
  return labels === undefined || Object.keys(labels).length === 0;
}

function expectedLabels({ metadata: { uid, name } }: Job): Readonly<Record<string, string>> {
  return {
    [LEGACY_CONTROLLER_UID]: uid,
    [LEGACY_JOB_NAME]: name,
    [CONTROLLER_UID]: uid,
    [JOB_NAME]: name,
  };
}

/**
 * generateSelector: a Job's pods carry its name and its uid, and are chosen by the uid, so that no two Jobs ever share a
 * pod. What the author wrote there stays, for validation to refuse. A Job without labels of its own has its template's,
 * because defaulting says so each time it is read. pkg/registry/batch/job/strategy.go
 */
export function generateSelector(job: Job): Job {
  const { metadata, spec } = job;
  if (spec.manualSelector) return job;
  const { template, selector } = spec;
  const own = template.metadata.labels;
  const labels = { ...expectedLabels(job), ...own };
  const follows = isEmpty(metadata.labels) || metadata.labels === own;
  return {
    ...job,
    metadata: follows ? { ...metadata, labels } : metadata,
    spec: {
      ...spec,
      template: { ...template, metadata: { ...template.metadata, labels } },
      selector: { ...selector, matchLabels: { [CONTROLLER_UID]: metadata.uid, ...selector?.matchLabels } },
    },
  };
}

/** validateGeneratedSelector: nobody has put other labels where the generated ones belong. */
export function checkGeneratedSelector(errors: ErrorList, job: Job): void {
  const { spec, metadata } = job;
  if (spec.manualSelector || spec.selector === undefined) return;
  if (metadata.uid === '') errors.push(field.required(METADATA.child('uid')));
  const expected = expectedLabels(job);
  const { labels } = spec.template.metadata;
  for (const [key, value] of Object.entries(expected)) {
    const at = TEMPLATE.child('labels').key(key);
    const actual = labels?.[key];
    if (actual === undefined) errors.push(field.required(at, `must be '${value}'`));
    else if (actual !== value) errors.push(field.invalid(at, labels, `must be '${value}'`));
  }
  try {
    if (labelSelectorAsSelector(spec.selector).matches(expected)) return;
    errors.push(field.invalid(SPEC.child('selector'), spec.selector, '`selector` not auto-generated'));
  } catch {
    // A selector that cannot be read is reported where it is checked for that.
  }
}
