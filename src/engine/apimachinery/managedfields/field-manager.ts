import { gvkOf, gvkString } from '../group-version.ts';
import { failure, newBadRequest, type StatusError } from '../status.ts';
import { isJSONObject } from '../unstructured.ts';
import { ZERO } from './compare.ts';
import { ApplyConflicts, conflictStatus } from './conflicts.ts';
import { difference, fieldSet, type FieldsV1 } from './fields-v1.ts';
import { allowedByLastApplied, lastApplied, withLastApplied } from './last-applied.ts';
import {
  capUpdateManagers,
  isOwn,
  isReset,
  newManager,
  NO_MANAGERS,
  readManagers,
  sortManagers,
  type Author,
  type Managers,
} from './managers.ts';
import { PathElementError } from './path-element.ts';
import { apply, update, type Applied, type Versions } from './updater.ts';
import { validate } from './validate.ts';

/** Metadata that is nobody's: who an object is, and what the server says of it. stripMetaManager */
const STRIPPED = fieldSet(
  'apiVersion',
  'kind',
  'metadata',
  'metadata.name',
  'metadata.namespace',
  'metadata.creationTimestamp',
  'metadata.selfLink',
  'metadata.uid',
  'metadata.clusterName',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
);

/** Who managed an object that was there before anybody kept account of it. */
const BEFORE_FIRST_APPLY = 'before-first-apply';

/** The manager that carries on from `kubectl apply` on the client's side. */
const KUBECTL = 'kubectl';

interface Tracked {
  readonly metadata?: { readonly managedFields?: unknown };
}

/**
 * Keeps account of who manages which fields of the objects of one resource, served in one version, written through one
 * subresource. apimachinery/pkg/util/managedfields/fieldmanager.go
 */
export class FieldManager {
  readonly #versions: Versions;
  readonly #kind: string;
  readonly #subresource: string;

  constructor(versions: Versions, kind: string, subresource: string) {
    this.#versions = versions;
    this.#kind = kind;
    this.#subresource = subresource;
  }

  /** Who manages what of a new object, beside those whom its author sent along. */
  created(object: Tracked, manager: string, time: string): Managers {
    const given = object.metadata?.managedFields;
    const managers = given === undefined ? NO_MANAGERS : (readManagers(given) ?? NO_MANAGERS);
    return this.#update(this.#nothing(), object, managers, manager, time);
  }

  /**
   * Who manages what after an update; `given` is what the client sent as managedFields. The stored list itself when
   * nothing changed. An object that nobody keeps account of stays so.
   */
  updated(live: Tracked, object: unknown, given: unknown, manager: string, time: string): Managers | undefined {
    const stored = live.metadata?.managedFields as Managers | undefined;
    let managers = stored;
    if (given !== undefined && given !== stored && this.#subresource === '') {
      if (isReset(given)) return undefined;
      const read = readManagers(given);
      if (read !== undefined && read.length > 0) managers = read;
    }
    if (managers === undefined || managers.length === 0) return undefined;
    return this.#update(live, object, managers, manager, time);
  }

  #update(live: unknown, object: unknown, managers: Managers, manager: string, time: string): Managers {
    try {
      const updated = update(this.#versions, live, object, managers, this.#author(manager, 'Update'), time, STRIPPED);
      return updated === managers ? managers : capUpdateManagers(updated);
    } catch (error) {
      // An object whose items cannot be told apart is stored all the same, and nobody keeps account of it.
      if (error instanceof PathElementError) return NO_MANAGERS;
      throw error;
    }
  }

  /**
   * Applies a configuration to an object, or to nothing. Gives the object with the managedFields it is to have. Throws the
   * Status of what is wrong with the configuration, or of the conflicts.
   */
  applied(live: Tracked | undefined, config: unknown, manager: string, force: boolean, time: string): unknown {
    const { own } = this.#versions;
    this.#check(config);
    const wrong = validate(config, own.type);
    if (wrong !== undefined) throw this.#invalid(config, wrong);
    const object = live ?? { apiVersion: own.apiVersion, kind: this.#kind, metadata: {} };
    const managers = this.#managersBeforeApply(live, time);
    const author = this.#author(manager, 'Apply');
    const { object: made, managers: next } = this.#applyOrForce(object, config, managers, author, force);
    const changed = made ?? object;
    const synced =
      manager === KUBECTL && lastApplied(changed) !== undefined ? withLastApplied(changed, config) : changed;
    const managedFields = this.#encode(next, author, made === undefined ? undefined : time);
    const { metadata } = synced as { readonly metadata?: object };
    return { ...(synced as object), metadata: { ...metadata, managedFields } };
  }

  #check(config: unknown): asserts config is Readonly<Record<string, unknown>> {
    const { own } = this.#versions;
    const { apiVersion = '', kind = '', metadata } = isJSONObject(config) ? config : {};
    if (apiVersion !== own.apiVersion || kind !== this.#kind) {
      throw newBadRequest(`invalid object type: ${kindText(apiVersion, kind)}`);
    }
    if (isJSONObject(metadata) && metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) {
      throw newBadRequest('metadata.managedFields must be nil');
    }
  }

  #invalid(config: unknown, why: string): StatusError {
    const { apiVersion, kind, metadata } = config as Readonly<Record<string, unknown>>;
    const { namespace = '', name = '' } = isJSONObject(metadata) ? metadata : {};
    const what = `${String(namespace)}/${String(name)}; ${kindText(apiVersion, kind)}`;
    return failure(500, undefined, `failed to create typed patch object (${what}): ${why}`);
  }

  /** Nobody kept account of the object: then everything in it is somebody's who came before. skipNonAppliedManager */
  #managersBeforeApply(live: Tracked | undefined, time: string): Managers {
    if (live === undefined) return NO_MANAGERS;
    const stored = live.metadata?.managedFields as Managers | undefined;
    if (stored !== undefined && stored.length > 0) return stored;
    return this.#update(this.#nothing(), live, NO_MANAGERS, BEFORE_FIRST_APPLY, time);
  }

  /** What was applied on the client's side, kubectl may take over without being told to. lastAppliedManager */
  #applyOrForce(object: unknown, config: unknown, managers: Managers, author: Author, force: boolean): Applied {
    try {
      return apply(this.#versions, object, config, managers, author, force);
    } catch (error) {
      if (!(error instanceof ApplyConflicts)) throw error;
      if (author.manager !== KUBECTL) throw conflictStatus(error);
      const { apiVersion, type } = this.#versions.own;
      const left = error.without(allowedByLastApplied(object, apiVersion, type));
      if (left !== undefined) throw conflictStatus(left);
      return apply(this.#versions, object, config, managers, author, true);
    }
  }

  /** Without what is nobody's, and with the time of an apply that made a difference. */
  #encode(managers: Managers, author: Author, time: string | undefined): Managers {
    const encoded = [];
    for (const entry of managers) {
      if (!isOwn(entry, author)) encoded.push(entry);
      else {
        const fields: FieldsV1 | undefined = difference(entry.fieldsV1, STRIPPED);
        if (fields !== undefined) encoded.push(newManager(author, time ?? entry.time, fields));
      }
    }
    return sortManagers(encoded);
  }

  #author(manager: string, operation: Author['operation']): Author {
    return { manager, operation, apiVersion: this.#versions.own.apiVersion, subresource: this.#subresource };
  }

  /** What an object is compared with that was not there: a typed one is never quite empty. */
  #nothing(): unknown {
    const { type } = this.#versions.own;
    return type.fields?.get('metadata')?.zero === 'struct' ? ZERO : {};
  }
}

/** GroupVersionKind.String: `apps/v1, Kind=Deployment`. */
function kindText(apiVersion: unknown, kind: unknown): string {
  const [version, name] = [apiVersion, kind].map((text) => (typeof text === 'string' ? text : ''));
  return gvkString(gvkOf(version!, name!));
}
