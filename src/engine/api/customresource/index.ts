/**
 * Custom resources: what a CustomResourceDefinition says, made into kinds like all the others. Every served version is a
 * kind of its own, with its own schema, columns and subresources, because upstream validates and shows an object in the
 * version in which it was asked for; all of them share one place in etcd, where objects lie in the storage version.
 *
 * It promises the texts of kube-openapi and of apiextensions-apiserver, that what is in a manifest is never taken for more
 * than data, and that an object which needs no change is answered as it is.
 *
 * Different from the real thing: regular expressions are JavaScript's; conversion is None or refused, because nobody can be
 * called while an object is decoded.
 */
import { type ApiObject, apiVersionOf, type Cel, type Json, newInternalError } from '../../apimachinery/index.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../customresourcedefinition/types.ts';
import type { Kind, ObjectDecoder, ServedVersion } from '../kind.ts';
import { Decoder } from '../schema/decoder.ts';
import { applyDefaults, dropForbiddenNulls } from './defaulting.ts';
import { coerceMetadata } from './embedded.ts';
import { fieldTypeOf } from './field-types.ts';
import { printerOf } from './printer.ts';
import { prune } from './pruning.ts';
import { customRelations } from './relations.ts';
import { scaleOf } from './scale.ts';
import { selectableFieldsOf } from './selectable-fields.ts';
import { statusOf, strategyOf, type Rules } from './strategy.ts';
import { structuralOf, type Structural } from './structural.ts';
import { deprecationOf } from './versions.ts';

export { structuralOf, type Structural } from './structural.ts';
export { validateValue } from './value.ts';
export { compareKubeAwareVersions } from './versions.ts';

/** A version that is served, and how an object passes between it and the version that is stored. */
export interface CustomVersion {
  readonly kind: Kind;
  /** Undefined for the storage version. */
  readonly served: ServedVersion<ApiObject> | undefined;
  readonly deprecation: string | undefined;
}

export interface CustomResource {
  /** The storage version's kind, under which the objects lie in etcd; it may not be served. */
  readonly stored: Kind;
  /** In the order of the definition. */
  readonly versions: readonly CustomVersion[];
}

const EMPTY = structuralOf({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });

/** All that a definition says, as kinds. */
export function customResourceOf(crd: CustomResourceDefinition, cel: Cel | undefined): CustomResource {
  const storage = crd.spec.versions.find((version) => version.storage) ?? crd.spec.versions[0]!;
  const storedAs = apiVersionOf({ group: crd.spec.group, version: storage.name });
  const stored = kindOf(crd, storage, cel, storedAs);
  const versions = crd.spec.versions
    .filter((version) => version.served)
    .map((version): CustomVersion => {
      const kind = version === storage ? stored : kindOf(crd, version, cel, storedAs);
      const served = version === storage ? undefined : conversion(crd, version.name, storedAs);
      return { kind, served, deprecation: deprecationOf(crd, version.name) };
    });
  return { stored, versions };
}

function schemaOf({ schema }: CustomResourceDefinitionVersion): Structural {
  return schema?.openAPIV3Schema === undefined ? EMPTY : structuralOf(schema.openAPIV3Schema);
}

function kindOf(
  crd: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  cel: Cel | undefined,
  storedAs: string,
): Kind {
  const { group } = crd.spec;
  const { names, scope } = crd.spec;
  const { acceptedNames = {} } = crd.status;
  const structural = schemaOf(version);
  const namespaced = scope === 'Namespaced';
  const apiVersion = apiVersionOf({ group, version: version.name });
  const rules: Rules = { apiVersion, kind: names.kind, namespaced, version, structural, cel, deprecation: undefined };
  const status = statusOf(rules);
  const scale = version.subresources?.scale;
  return {
    group,
    version: version.name,
    kind: acceptedNames.kind || names.kind,
    listKind: acceptedNames.listKind ?? names.listKind ?? `${names.kind}List`,
    resource: names.plural,
    singular: acceptedNames.singular ?? names.singular ?? '',
    shortNames: acceptedNames.shortNames ?? [],
    categories: acceptedNames.categories ?? [],
    namespaced,
    custom: { crd, schema: structural.schema, fromStorage: (object) => fromStorage(object, crd, storedAs) },
    decode: decoderOf(structural),
    defaults: (object) => dropForbiddenNulls(applyDefaults(object, structural), structural),
    strategy: strategyOf(rules),
    subresources: { ...(status && { status }), ...(scale && { scale: scaleOf(scale) }) },
    printer: printerOf(version),
    ...selectableFieldsOf(version),
    relations: customRelations,
    patchMeta: {},
    fieldTypes: () => fieldTypeOf(structural),
  };
}

/** Metadata as everywhere, the rest as the schema says; what the schema does not know goes. */
function decoderOf(structural: Structural): ObjectDecoder {
  return (body) => {
    const decoder = new Decoder();
    const coerced = coerceMetadata(body, structural, decoder);
    const unknown: string[] = [];
    const object = prune(coerced, structural, unknown);
    const strict = [...decoder.strict, ...unknown.map((path) => `unknown field "${path}"`)];
    return { object, strict, error: decoder.error };
  };
}

/** An object as it lies in etcd, brought to the version that is stored now: old schemas' gaps are filled with today's defaults. */
function fromStorage(object: ApiObject, crd: CustomResourceDefinition, storedAs: string): ApiObject {
  const version = crd.spec.versions.find(
    ({ name }) => apiVersionOf({ group: crd.spec.group, version: name }) === object.apiVersion,
  );
  const structural = version === undefined ? EMPTY : schemaOf(version);
  const pruned = prune(object as unknown as Json, structural, []) as unknown as ApiObject;
  const complete = dropForbiddenNulls(applyDefaults(pruned, structural), structural);
  return complete.apiVersion === storedAs ? complete : { ...complete, apiVersion: storedAs };
}

/** None: nothing changes but the name of the version. */
function conversion(crd: CustomResourceDefinition, version: string, storedAs: string): ServedVersion<ApiObject> {
  const { group, conversion: how } = crd.spec;
  const servedAs = apiVersionOf({ group, version });
  const pass = (object: ApiObject, from: string, to: string): ApiObject => {
    if (how.strategy === 'Webhook') throw newInternalError(webhookFailure(crd, from));
    return object.apiVersion === to ? object : { ...object, apiVersion: to };
  };
  return {
    group,
    version,
    decode: (object) => pass(object, servedAs, storedAs),
    encode: (object) => pass(object, storedAs, servedAs),
  };
}

function webhookFailure({ spec }: CustomResourceDefinition, from: string): string {
  const { url, service } = spec.conversion.webhook?.clientConfig ?? {};
  const address =
    url ?? `https://${service?.name}.${service?.namespace}.svc:${service?.port ?? 443}${service?.path ?? '/'}`;
  const why = service === undefined ? 'connection refused' : `service "${service.name}" not found`;
  return `conversion webhook for ${from}, Kind=${spec.names.kind} failed: Post "${address}?timeout=30s": ${why}`;
}
