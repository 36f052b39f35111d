import type { ApiObject, Cel, ErrorList, ObjectMeta, WireLabelSelectorRequirement } from '../apimachinery/index.ts';
import type { TypeDescription } from '../apimachinery/managedfields/index.ts';
import type { Random } from '../sim/index.ts';
import type { JSONSchemaProps } from './customresourcedefinition/types.ts';

/**
 * Everything the API server, the printers and the map need to know of one kind; the content of a kind's folder. The
 * server prepares, validates and canonicalises in that order, once, for all kinds (apiserver/pkg/registry/rest/create.go).
 * All functions are pure and return new objects (or the same one when there is nothing to change).
 */
export interface Kind<T extends ApiObject = ApiObject> {
  /** '' for core. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `pods`; also the folder in etcd: `/registry/<resource>/…`. */
  readonly resource: string;
  /** `${kind}List` unless it is said. */
  readonly listKind?: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** `all` is the one kubectl knows best. */
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** What may be done with it, when that is not everything. */
  readonly verbs?: readonly string[];
  /** Fills in what the author left out (pkg/apis/<group>/v1/defaults.go). Called after decoding, before admission. */
  readonly defaults: (object: T) => T;
  readonly strategy: Strategy<T>;
  readonly subresources: Subresources<T>;
  readonly printer: Printer<T>;
  /** Values of the fields by which `fieldSelector` may choose, beside metadata.name and metadata.namespace. */
  readonly selectableFields?: (object: T) => Readonly<Record<string, string>>;
  readonly selectableFieldNames?: readonly string[];
  /** Edges to other objects, for the map and for the garbage collector's readers. ownerReferences need not be named. */
  readonly relations: (object: T) => readonly Relation[];
  /** patchStrategy/mergeKey of list fields for strategic merge patch, by dotted path without indices. */
  readonly patchMeta: Readonly<Record<string, PatchMeta>>;
  /** How a body is read, for kinds that the table of schemas does not know. */
  readonly decode?: ObjectDecoder;
  /** For kinds that a CustomResourceDefinition brings. */
  readonly custom?: CustomKind;
  /** Other served versions, such as events.k8s.io/v1 beside v1; the stored form is the one above. */
  readonly versions?: readonly ServedVersion<T>[];
  /** The type of the objects, by apiVersion, for a kind that the schema table does not have: who manages which fields goes by it. */
  readonly fieldTypes?: (apiVersion: string) => TypeDescription | undefined;
}

/** Reads a body; `strict` are the fields that it does not know, `error` the first that is of a wrong type. */
export type ObjectDecoder = (body: Readonly<Record<string, unknown>>) => {
  readonly object: Readonly<Record<string, unknown>>;
  readonly strict: readonly string[];
  readonly error: string | undefined;
};

/** What only kinds have that somebody defined while the cluster ran. */
export interface CustomKind {
  readonly crd: ApiObject;
  /** The version's OpenAPI schema. */
  readonly schema: JSONSchemaProps;
  /** Made of an object as it lies in etcd, which another version or an older schema may have written. */
  readonly fromStorage: (object: ApiObject) => ApiObject;
}

export interface PatchMeta {
  readonly strategy: 'merge' | 'replace' | 'retainKeys' | 'merge,retainKeys';
  readonly mergeKey?: string;
}

export interface ServedVersion<T> {
  readonly group: string;
  readonly version: string;
  readonly decode: (object: ApiObject) => T;
  readonly encode: (object: T) => ApiObject;
}

/** rest.RESTCreateStrategy, RESTUpdateStrategy and RESTDeleteStrategy in one. */
export interface Strategy<T extends ApiObject> {
  /** Clears what a creator may not set (status) and sets generation. */
  readonly prepareForCreate: (object: T, facts?: RequestFacts) => T;
  /** What can be said only once the object has its name, made up by the server or not: a Job's labels. */
  readonly finishCreate?: (object: T) => T;
  readonly validateCreate: (object: T, context: StrategyContext) => ErrorList;
  /** Keeps status, bumps generation when spec changed. */
  readonly prepareForUpdate: (object: T, old: T, facts?: RequestFacts) => T;
  readonly validateUpdate: (object: T, old: T, context?: StrategyContext) => ErrorList;
  readonly warnings?: (object: T, old: T | undefined) => readonly string[];
  /** Whether PUT on a missing name creates (only a few kinds). */
  readonly allowCreateOnUpdate: boolean;
  /** Whether PUT without resourceVersion is accepted. */
  readonly allowUnconditionalUpdate: boolean;
  /** Grace period in seconds for kinds that end gracefully (pods); undefined: deleted at once. */
  readonly gracePeriodSeconds?: (object: T, asked: number | undefined) => number;
  /** What the storage adds on the way in, such as a Service's clusterIP; the server supplies the allocators. */
  readonly allocate?: (object: T, old: T | undefined, allocators: Allocators) => T;
}

/** Who asks and when, for the few kinds that write it down. The server always tells. */
export interface RequestFacts {
  readonly user: {
    readonly name: string;
    readonly uid?: string | undefined;
    readonly groups: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
  };
  /** Microseconds since the Unix epoch. */
  readonly now: number;
}

/** The rules of a part of the object that is updated apart from the rest. */
export interface PartRules<T extends ApiObject> {
  readonly prepareForUpdate: (object: T, old: T, facts?: RequestFacts) => T;
  readonly validateUpdate: (object: T, old: T, context?: StrategyContext) => ErrorList;
}

export interface StrategyContext {
  readonly random: Random;
  /** Reads rules in the objects, if there is anyone who can. */
  readonly cel?: Cel | undefined;
}

/** Shared pools the storage layer keeps (pkg/registry/core/service/ipallocator, portallocator). Texts of refusals are thrown as ErrorList entries. */
export interface Allocators {
  /** An address of the service network, or the asked one if it is free. */
  clusterIP(asked: string | undefined): string;
  nodePort(asked: number | undefined): number;
}

export interface Subresources<T extends ApiObject> {
  readonly status?: PartRules<T>;
  /** Other parts by name, read and written like the status: a CertificateSigningRequest's `approval`. */
  readonly parts?: Readonly<Record<string, PartRules<T>>>;
  readonly scale?: {
    /** autoscaling/v1 Scale of the object. */
    readonly get: (object: T) => {
      readonly replicas: number;
      readonly statusReplicas: number;
      readonly selector: string;
    };
    readonly set: (object: T, replicas: number) => T;
  };
  /** Others by name (`binding`, `eviction`, `log` …); the API server knows what they do. */
  readonly others?: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: string;
  readonly description: string;
  /** 0 is always shown, 1 only with `-o wide`. */
  readonly priority: 0 | 1;
}

/** pkg/printers/internalversion/printers.go */
export interface Printer<T extends ApiObject> {
  readonly columns: readonly Column[];
  /** One cell a column, in order. `now` in microseconds since the Unix epoch. */
  readonly cells: (object: T, now: number) => readonly (string | number | boolean | null)[];
  /** For the few kinds whose lists are not shown in the order in which they are stored. */
  readonly order?: (a: T, b: T) => number;
}

export interface Relation {
  /** What the edge means: `selects`, `runs-on`, `uses`, `targets`, `claims` … */
  readonly verb: string;
  readonly kind: string;
  readonly group: string;
  readonly namespace?: string | undefined;
  /** One object by name, or all that the labels choose. */
  readonly name?: string;
  readonly selector?: Readonly<Record<string, string>>;
  /** What the labels must also fulfil. */
  readonly expressions?: readonly WireLabelSelectorRequirement[];
}

/** For kinds whose stored type only differs in these three. */
export interface TypedObject<K extends string, V extends string, Spec, ObjectStatus> extends ApiObject {
  readonly apiVersion: V;
  readonly kind: K;
  readonly metadata: ObjectMeta;
  readonly spec: Spec;
  readonly status: ObjectStatus;
}
