import type { HttpRequest, HttpResponse } from '../../../protocol/index.ts';
import type { MessageId, Params } from '../../../i18n/index.ts';
import type { GlyphName } from '../../kit/index.ts';
import type { ObjectRef, Session } from '../../store/index.ts';

/** Something a hand can do to what is selected: an act, flagged on the timeline. */
export interface Hand {
  readonly id: string;
  readonly message: MessageId;
  /** What the message names, such as a container. */
  readonly params?: Params;
  readonly glyph: GlyphName;
  readonly key?: string;
  readonly tone?: 'bad';
  run(session: Session): Promise<void>;
}

export const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json' };
export const MERGE_TYPE = { 'content-type': 'application/merge-patch+json', accept: 'application/json' };

/** `deployments.apps` in default → `/apis/apps/v1/namespaces/default/deployments/web`. */
export function urlOf({ resource, namespace, name }: ObjectRef, subresource = ''): string {
  const dot = resource.indexOf('.');
  const group = dot < 0 ? '/api/v1' : `/apis/${resource.slice(dot + 1)}/v1`;
  const plural = dot < 0 ? resource : resource.slice(0, dot);
  const inside = namespace === '' ? '' : `/namespaces/${namespace}`;
  return `${group}${inside}/${plural}/${name}${subresource === '' ? '' : `/${subresource}`}`;
}

/** Asks the API server; its refusal is thrown in its own words. */
export async function request(session: Session, http: HttpRequest): Promise<void> {
  const response = await session.fetch(http);
  if (response.status >= 400) throw new Error(messageOf(response));
}

/** A line of kubectl, for what is more than one request. Its complaint is thrown. */
export async function kubectl(session: Session, line: string): Promise<void> {
  const { runOn } = await import('../../terminal/run-on.ts');
  const { code, stderr } = await runOn(session, `kubectl ${line}`);
  if (code !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? `exit code ${code}`);
}

/** The message of a Status, else what there is. */
export function messageOf(response: HttpResponse): string {
  try {
    const status: unknown = JSON.parse(response.body);
    if (has(status, 'message') && typeof status.message === 'string') return status.message;
  } catch {
    // Not JSON: the body itself says it.
  }
  return response.body === '' ? `HTTP ${response.status}` : response.body;
}

export function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

/**
 * The last of some faults that a person asked for about the same thing, up to where the cluster has been computed: what was
 * switched off by hand stays so until it is switched on, and the API server learns of it only later.
 */
export function lastFault(
  session: Session,
  names: readonly string[],
  about: Readonly<Record<string, string>>,
): string | undefined {
  const { acts } = session.store.getState();
  const same = acts.findLast(
    ({ at, input }) =>
      at <= session.player.edge &&
      'fault' in input &&
      names.includes(input.fault.name) &&
      Object.entries(about).every(([key, value]) => input.fault.params[key] === value),
  );
  return same && 'fault' in same.input ? same.input.fault.name : undefined;
}
