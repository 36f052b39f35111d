import type { BootOptions, RecordedInput } from '../../../protocol/index.ts';
import type { Selection } from '../../store/index.ts';

export const VERSION = 1;
const MOST_INPUTS = 20_000;
const MOST_NODES = 200;

/** A history and a look at it. */
export interface SharedSession {
  readonly version: typeof VERSION;
  readonly boot: BootOptions;
  /** Where the playhead stands, in microseconds. */
  readonly at: number;
  readonly view: string;
  readonly subject: string;
  readonly selection: Selection | undefined;
  readonly inspector: boolean;
}

/** What somebody sent, if it is a session that this version can play; undefined otherwise. Nothing that is not named here gets in. */
export function guarded(value: unknown): SharedSession | undefined {
  if (!isRecord(value) || value['version'] !== VERSION) return undefined;
  const boot = guardedBoot(value['boot']);
  const at = number(value['at'], 0, 1e15);
  if (!boot || at === undefined) return undefined;
  return {
    version: VERSION,
    boot,
    at,
    view: text(value['view'], 40) ?? 'cluster',
    subject: text(value['subject'], 260) ?? '',
    selection: guardedSelection(value['selection']),
    inspector: value['inspector'] === true,
  };
}

function guardedBoot(value: unknown): BootOptions | undefined {
  if (!isRecord(value)) return undefined;
  const seed = number(value['seed'], 0, 2 ** 53);
  const workers = number(value['workers'], 0, MOST_NODES);
  const controlPlanes = number(value['controlPlanes'], 0, 9);
  const inputs = value['inputs'] ?? [];
  if (seed === undefined || workers === undefined || controlPlanes === undefined) return undefined;
  if (!Array.isArray(inputs) || inputs.length > MOST_INPUTS || !inputs.every(isInput)) return undefined;
  const cpu = text(value['workerCpu'], 20);
  const memory = text(value['workerMemory'], 20);
  const epoch = number(value['epoch'], 0, 1e16);
  return {
    seed,
    workers,
    controlPlanes,
    ...(cpu !== undefined && { workerCpu: cpu }),
    ...(memory !== undefined && { workerMemory: memory }),
    ...(epoch !== undefined && { epoch }),
    inputs,
  };
}

function isInput(value: unknown): value is RecordedInput {
  if (!isRecord(value) || number(value['at'], 0, 1e15) === undefined) return false;
  if (number(value['steps'], 0, 1e15) === undefined || !isRecord(value['input'])) return false;
  const { input } = value;
  if ('fetch' in input) return isRequest(input['fetch']);
  if ('fault' in input) return isFault(input['fault']);
  return number(input['stream'], 0, 1e9) !== undefined && (input['message'] === null || isRecord(input['message']));
}

function isRequest(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['method'] === 'string' &&
    typeof value['url'] === 'string' &&
    isRecord(value['headers']) &&
    Object.values(value['headers']).every((header) => typeof header === 'string') &&
    (value['body'] === undefined || typeof value['body'] === 'string')
  );
}

function isFault(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    isRecord(value['params']) &&
    Object.values(value['params']).every((param) => ['string', 'number', 'boolean'].includes(typeof param))
  );
}

function guardedSelection(value: unknown): Selection | undefined {
  if (!isRecord(value)) return undefined;
  if (value['type'] === 'component') {
    const process = text(value['process'], 260);
    return process === undefined ? undefined : { type: 'component', process };
  }
  if (value['type'] === 'record') {
    const id = number(value['id'], 1, 1e12);
    return id === undefined ? undefined : { type: 'record', id };
  }
  const ref = value['ref'];
  if (value['type'] !== 'object' || !isRecord(ref)) return undefined;
  const resource = text(ref['resource'], 260);
  const namespace = text(ref['namespace'], 260);
  const name = text(ref['name'], 260);
  if (resource === undefined || namespace === undefined || name === undefined) return undefined;
  return { type: 'object', ref: { resource, namespace, name } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function number(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most ? value : undefined;
}

function text(value: unknown, most: number): string | undefined {
  return typeof value === 'string' && value.length <= most ? value : undefined;
}
