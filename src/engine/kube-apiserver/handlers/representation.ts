import { apiVersionOf, type ApiObject } from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { ApiList, ApiRequest } from '../../client-go/request.ts';
import type { Micros } from '../../sim/index.ts';
import type { AnswerContext } from '../request-context.ts';
import type { Server } from '../server.ts';

interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: unknown;
}

/** metav1.Table */
export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly columnDefinitions: readonly unknown[] | null;
  readonly rows: readonly TableRow[];
}

/** Turns objects into what the client asked for, if that is not the object itself. endpoints/handlers/response.go */
export function represent(server: Server, { request, resource }: AnswerContext, body: unknown): unknown {
  const { as } = request;
  if (as === undefined || !isRepresentable(body)) return body;
  const now = server.sim.wallClock();
  if (as === 'Table') return tableOf(resource.kind, body, request.includeObject, now, true);
  if (!isList(body)) return partial(body);
  return { ...body, kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', items: body.items.map(partial) };
}

/**
 * The same for the objects and bookmarks of a watch, one at a time; only the first table of a watch names its columns. A bookmark
 * has a row as well, which says nothing.
 */
export function converterFor(
  server: Server,
  { request, resource }: AnswerContext,
): ((object: ApiObject, bookmark: boolean) => unknown) | undefined {
  if (request.as === undefined) return undefined;
  if (request.as === 'PartialObjectMetadata') return partial;
  let first = true;
  const { kind } = resource;
  const blank = { ...kind, printer: { ...kind.printer, cells: () => blankCells(kind) } };
  return (object, bookmark) => {
    const table = tableOf(bookmark ? blank : kind, object, request.includeObject, server.sim.wallClock(), first);
    first = false;
    return table;
  };
}

function blankCells({ printer }: Kind): (string | number)[] {
  return printer.columns.map(({ name, type }) => (type === 'integer' ? 0 : name === 'Age' ? '<unknown>' : ''));
}

function isRepresentable(body: unknown): body is ApiObject | ApiList {
  return typeof body === 'object' && body !== null && (body as ApiObject).kind !== 'Status' && 'metadata' in body;
}

function isList(body: ApiObject | ApiList): body is ApiList {
  return 'items' in body && body.kind.endsWith('List');
}

export function partial(object: ApiObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

export function tableOf(
  kind: Kind,
  body: ApiObject | ApiList,
  includeObject: ApiRequest['includeObject'],
  now: Micros,
  withColumns: boolean,
): Table {
  const items = isList(body) ? inOrder(kind, body.items) : [body];
  const { resourceVersion } = body.metadata;
  const metadata = isList(body) ? body.metadata : { resourceVersion };
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withColumns ? columnsOf(kind) : null,
    rows: items.map((object) => rowOf(kind, object, includeObject, now)),
  };
}

function inOrder({ printer: { order } }: Kind, items: readonly ApiObject[]): readonly ApiObject[] {
  return order === undefined ? items : [...items].sort(order);
}

function columnsOf(kind: Kind): unknown[] {
  return kind.printer.columns.map(({ name, type, format = '', description, priority }) => ({
    name,
    type,
    format,
    description,
    priority,
  }));
}

function rowOf(kind: Kind, object: ApiObject, includeObject: ApiRequest['includeObject'], now: Micros): TableRow {
  const cells = kind.printer.cells(object, now);
  if (includeObject === 'None') return { cells };
  if (includeObject === 'Object')
    return { cells, object: { ...object, apiVersion: apiVersionOf(kind), kind: kind.kind } };
  return { cells, object: partial(object) };
}
