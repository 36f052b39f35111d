import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import type { MessageId, Params } from '../../../../i18n/index.ts';
import type { ObjectRef } from '../../../store/index.ts';

/** How a line stands to the question: all is well · it waits for its turn · it is what holds things up · it is how things are. */
export type Mark = 'ok' | 'wait' | 'blocked' | 'fact';

/** One sentence of an answer. */
export interface Line {
  readonly mark: Mark;
  readonly id: MessageId;
  readonly params?: Params;
  /** Another object that it is about: a click selects it. */
  readonly ref?: ObjectRef | undefined;
  /** A command line that would change it. */
  readonly command?: string | undefined;
  /** Lines that spell it out. */
  readonly under?: readonly Line[] | undefined;
}

export interface Answer {
  readonly title: MessageId;
  readonly lines: readonly Line[];
}

/** The objects of a resource as they are at the moment that is asked about. */
export type Look = (resource: string) => readonly ApiObject[];

/** How a kind explains itself: pure in the object and in the other objects it looks at. */
export interface Explainer {
  /** Resources that it looks at; it is asked again when one of them changes. */
  readonly reads: readonly string[];
  explain(object: ApiObject, look: Look): Answer | undefined;
}

export function line(mark: Mark, id: MessageId, params: Params = {}, more: Partial<Line> = {}): Line {
  return { mark, id, params, ...more };
}

export function podRef(pod: ApiObject): ObjectRef {
  return { resource: 'pods', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name };
}

/** `-n team` where a command has to name the namespace. */
export function inNamespace(object: ApiObject): string {
  const { namespace } = object.metadata;
  return namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
}
