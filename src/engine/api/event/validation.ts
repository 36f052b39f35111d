import {
  byteLength,
  field,
  isDNS1123Subdomain,
  isQualifiedName,
  newPath,
  validateImmutableField,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { isUnset, rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Event } from './types.ts';

/** pkg/apis/core/validation/events.go: how long the newer fields may be. */
const LIMITS = { reportingInstance: 128, action: 128, reason: 128, message: 1024 } as const;

const REPORTING_CONTROLLER = newPath('reportingController');
const NAMESPACE = newPath('namespace');

function checkNamespace(errors: ErrorList, event: Event): void {
  const namespace = event.metadata.namespace ?? '';
  const involved = event.involvedObject.namespace ?? '';
  const agree = isUnset(event.eventTime)
    ? involved === ''
      ? namespace === '' || namespace === 'default'
      : namespace === involved
    : involved !== '' || namespace === 'default' || namespace === 'kube-system';
  if (agree) return;
  errors.push(field.invalid(newPath('involvedObject', 'namespace'), involved, 'does not match event.namespace'));
}

function checkNewFields(errors: ErrorList, event: Event): void {
  const controller = event.reportingComponent ?? '';
  if (controller === '') errors.push(field.required(REPORTING_CONTROLLER));
  rejectEach(errors, REPORTING_CONTROLLER, controller, isQualifiedName(controller));
  for (const name of ['reportingInstance', 'action', 'reason', 'message'] as const) {
    const value = event[name] ?? '';
    if (value === '' && name !== 'message') errors.push(field.required(newPath(name)));
    if (byteLength(value) > LIMITS[name]) {
      errors.push(field.invalid(newPath(name), '', `can have at most ${LIMITS[name]} characters`));
    }
  }
}

/** legacyValidateEvent. */
function legacy(event: Event): ErrorList {
  const errors: ErrorList = [];
  checkNamespace(errors, event);
  if (!isUnset(event.eventTime)) checkNewFields(errors, event);
  const namespace = event.metadata.namespace ?? '';
  rejectEach(errors, NAMESPACE, namespace, isDNS1123Subdomain(namespace));
  return errors;
}

/** An event made through core/v1 has always been let through with little question. */
export function validateEvent(event: Event): ErrorList {
  return legacy(event);
}

function checkSeries(errors: ErrorList, event: Event): void {
  if (event.series === undefined) return;
  if ((event.series.count ?? 0) < 2) errors.push(field.invalid(newPath('series.count'), '', 'should be at least 2'));
  if (isUnset(event.series.lastObservedTime)) errors.push(field.required(newPath('series.lastObservedTime')));
}

const UNSET = 'needs to be unset';

/** What events.k8s.io/v1 asks for beyond that. */
export function validateNewEvent(event: Event): ErrorList {
  const errors = [...legacy(event), ...validateMeta(event.metadata, true)];
  checkSeries(errors, event);
  if (isUnset(event.eventTime)) errors.push(field.required(newPath('eventTime')));
  if (event.type !== 'Normal' && event.type !== 'Warning') {
    errors.push(field.invalid(newPath('type'), '', `has invalid value: ${event.type ?? ''}`));
  }
  for (const name of ['firstTimestamp', 'lastTimestamp'] as const) {
    if (!isUnset(event[name])) errors.push(field.invalid(newPath(name), '', UNSET));
  }
  if ((event.count ?? 0) !== 0) errors.push(field.invalid(newPath('count'), '', UNSET));
  if (!isUnset(event.source?.component) || !isUnset(event.source?.host)) {
    errors.push(field.invalid(newPath('source'), '', UNSET));
  }
  return errors;
}

const IMMUTABLE = [
  ['involvedObject', 'involvedObject'],
  ['reason', 'reason'],
  ['message', 'message'],
  ['source', 'source'],
  ['firstTimestamp', 'firstTimestamp'],
  ['lastTimestamp', 'lastTimestamp'],
  ['count', 'count'],
  ['type', 'type'],
  ['eventTime', 'eventTime'],
  ['action', 'action'],
  ['related', 'related'],
  ['reportingComponent', 'reportingController'],
  ['reportingInstance', 'reportingInstance'],
] as const;

export function validateNewEventUpdate(event: Event, old: Event): ErrorList {
  const errors = [...legacy(event), ...validateMetaUpdate(event.metadata, old.metadata)];
  if (event.series !== old.series) checkSeries(errors, event);
  for (const [key, name] of IMMUTABLE) errors.push(...validateImmutableField(event[key], old[key], newPath(name)));
  return errors;
}
