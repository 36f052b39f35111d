import { FieldManager } from './field-manager.ts';
import { fieldSet, pathTexts } from './fields-v1.ts';
import type { Manager } from './managers.ts';
import { StatusError } from '../status.ts';
import {
  ANY_DEDUCED,
  listType,
  mapType,
  NUMERIC,
  STRING,
  structType,
  UNTYPED,
  type FieldDescription,
  type TypeDescription,
} from './type-description.ts';

/** A kind with a field of every sort. */
const field = (type: TypeDescription, zero?: FieldDescription['zero'], nobodys = false): FieldDescription => ({
  type,
  zero,
  nobodys,
});
const port = structType(
  new Map([
    ['name', field(STRING)],
    ['port', field(NUMERIC)],
    ['protocol', field(STRING)],
  ]),
);
const container = structType(
  new Map([
    ['name', field(STRING)],
    ['image', field(STRING)],
    ['args', field(listType(STRING, 'atomic'))],
    [
      'ports',
      field(
        listType(port, [
          { name: 'port', default: undefined },
          { name: 'protocol', default: 'TCP' },
        ]),
      ),
    ],
  ]),
);
const selector = structType(new Map([['matchLabels', field(mapType(STRING, false))]]), { atomic: true });
const spec = structType(
  new Map([
    ['replicas', field(NUMERIC)],
    ['selector', field(selector)],
    ['containers', field(listType(container, [{ name: 'name', default: undefined }]), 'null')],
    ['limits', field(mapType(UNTYPED, false))],
    ['free', field(ANY_DEDUCED)],
  ]),
);
const metadata = structType(
  new Map([
    ['name', field(STRING, undefined, true)],
    ['managedFields', field(listType(ANY_DEDUCED, 'atomic'), undefined, true)],
    ['annotations', field(mapType(STRING, false))],
    ['labels', field(mapType(STRING, false))],
    ['finalizers', field(listType(STRING, 'set'))],
  ]),
);
export const web = structType(
  new Map([
    ['apiVersion', field(STRING)],
    ['kind', field(STRING)],
    ['metadata', field(metadata, 'struct')],
    ['spec', field(spec, 'struct')],
    ['status', field(ANY_DEDUCED, 'struct')],
  ]),
);

export const fields = new FieldManager(
  {
    own: { apiVersion: 'v1', type: web, convert: (object) => object },
    at: () => undefined,
    ignored: fieldSet('status'),
  },
  'Web',
  '',
);

export interface Web {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}
export const T = '2026-01-01T00:00:00Z';
export const LATER = '2026-01-01T01:00:00Z';
export const of = (specification: object, meta: object = {}): Web =>
  ({ apiVersion: 'v1', kind: 'Web', metadata: { name: 'web', ...meta }, spec: specification }) as Web;
export const managersOf = (object: unknown): readonly Manager[] =>
  (object as { metadata: { managedFields?: readonly Manager[] } }).metadata.managedFields ?? [];
export const owns = (object: unknown, manager: string): readonly string[] =>
  pathTexts(managersOf(object).find((entry) => entry.manager === manager)?.fieldsV1);
export const applyBy = (manager: string, live: unknown, config: object, force = false): Web =>
  fields.applied(live as Web | undefined, config, manager, force, T) as Web;
export const updateBy = (manager: string, live: Web, next: Web): Web => ({
  ...next,
  metadata: { ...next.metadata, managedFields: fields.updated(live, next, undefined, manager, LATER) },
});
export const createBy = (manager: string, object: Web): Web => ({
  ...object,
  metadata: { ...object.metadata, managedFields: fields.created(object, manager, T) },
});
export const refusal = (act: () => unknown): StatusError['status'] => {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    throw error;
  }
  throw new Error('nothing was refused');
};
