import {
  lastAppliedOf,
  threeWayMergePatch,
  threeWayStrategicPatch,
  withLastApplied,
} from '../../../kubectl/apply/index.ts';
import type { HttpRequest } from '../../../protocol/index.ts';
import { isRecord, JSON_HEADERS, MANAGER, parseBody, type ApplyClient } from './client.ts';
import type { Identified } from './identify.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { collectionUrl, objectUrl, typeName } from './rest-mapping.ts';

const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json', accept: 'application/json' };
const MERGE = { 'content-type': 'application/merge-patch+json', accept: 'application/json' };

/** What apply would send, decided from what the server has: nothing, a new object, or a patch. */
export type Plan =
  { readonly verb: 'created' | 'configured'; readonly request: HttpRequest } | { readonly verb: 'unchanged' };

/** `live` is undefined when the server has no such object. */
export function planApply(wanted: Identified, live: Readonly<Record<string, unknown>> | undefined): Plan {
  const { mapping, namespace, name } = wanted;
  const modified = withLastApplied(wanted.object);
  if (!live) {
    const url = `${collectionUrl(mapping, namespace)}?${MANAGER}`;
    return { verb: 'created', request: { method: 'POST', url, headers: JSON_HEADERS, body: JSON.stringify(modified) } };
  }
  const original = saidBefore(live);
  const patch =
    mapping.custom === true
      ? threeWayMergePatch(original, modified, live)
      : threeWayStrategicPatch(original, modified, live, mapping.patchMeta);
  if (Object.keys(patch).length === 0) return { verb: 'unchanged' };
  const url = `${objectUrl(mapping, namespace, name)}?${MANAGER}`;
  const headers = mapping.custom === true ? MERGE : STRATEGIC;
  return { verb: 'configured', request: { method: 'PATCH', url, headers, body: JSON.stringify(patch) } };
}

/** What the last apply said; an object that was never applied has said nothing. */
function saidBefore(live: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(lastAppliedOf(live) ?? '{}');
    return isRecord(said) ? said : {};
  } catch {
    return {};
  }
}

/** What became of one object: a line as kubectl prints it, or a refusal. */
export type Outcome =
  | {
      readonly line: string;
      readonly ref: { readonly resource: string; readonly namespace: string; readonly name: string };
    }
  | Refusal;

export async function applyObject(wanted: Identified, client: ApplyClient, file: string): Promise<Outcome> {
  const { mapping, namespace, name } = wanted;
  const got = await client.fetch({
    method: 'GET',
    url: objectUrl(mapping, namespace, name),
    headers: { accept: 'application/json' },
  });
  if (got.status !== 200 && got.status !== 404)
    return refusalOf(got, `error when retrieving current configuration of ${JSON.stringify(file)}`);
  const body = got.status === 200 ? parseBody(got) : undefined;
  const plan = planApply(wanted, isRecord(body) ? body : undefined);
  const done = {
    line: `${typeName(mapping)}/${name} ${plan.verb}`,
    ref: { resource: qualified(mapping), namespace, name },
  };
  if (plan.verb === 'unchanged') return done;
  const answer = await client.fetch(plan.request);
  if (answer.status < 300) return done;
  const doing =
    plan.verb === 'created'
      ? `error when creating ${JSON.stringify(file)}`
      : `error when patching ${JSON.stringify(file)}`;
  return refusalOf(answer, doing);
}

export async function deleteObject(wanted: Identified, client: ApplyClient, file: string): Promise<Outcome> {
  const { mapping, namespace, name } = wanted;
  const body = JSON.stringify({ kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' });
  const answer = await client.fetch({
    method: 'DELETE',
    url: objectUrl(mapping, namespace, name),
    headers: JSON_HEADERS,
    body,
  });
  if (answer.status >= 300) return refusalOf(answer, `error when deleting ${JSON.stringify(file)}`);
  const where = namespace === '' ? '' : ` from ${namespace} namespace`;
  const type = typeName(mapping);
  return {
    line: `${type} ${JSON.stringify(name)} deleted${where}`,
    ref: { resource: qualified(mapping), namespace, name },
  };
}

function qualified({ group, resource }: Identified['mapping']): string {
  return group === '' ? resource : `${resource}.${group}`;
}
