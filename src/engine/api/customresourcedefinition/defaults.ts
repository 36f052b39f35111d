import { isUnset } from '../validate.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionSpec } from './types.ts';

/** SetDefaults_CustomResourceDefinition and its like. apiextensions/v1/defaults.go */
export function defaults(crd: CustomResourceDefinition): CustomResourceDefinition {
  const spec = defaultSpec(crd.spec ?? ({} as CustomResourceDefinitionSpec));
  const status = defaultStatus(crd, spec);
  return spec === crd.spec && status === crd.status ? crd : { ...crd, spec, status };
}

/** storedVersions is only empty for an object that is being created. */
function defaultStatus(
  { status }: CustomResourceDefinition,
  spec: CustomResourceDefinitionSpec,
): CustomResourceDefinition['status'] {
  if (status?.storedVersions !== undefined && status.storedVersions.length > 0) return status;
  const storedVersions = spec.versions.filter(({ storage }) => storage).map(({ name }) => name);
  return { conditions: [], acceptedNames: { plural: '', kind: '' }, ...status, storedVersions };
}

function defaultSpec(spec: CustomResourceDefinitionSpec): CustomResourceDefinitionSpec {
  const names = defaultNames(spec.names ?? ({ plural: '', kind: '' } as CustomResourceDefinitionSpec['names']));
  const conversion = defaultConversion(spec.conversion);
  const versions = defaultVersions(spec.versions ?? []);
  if (names === spec.names && conversion === spec.conversion && versions === spec.versions) return spec;
  return { ...spec, names, versions, conversion };
}

function defaultNames(names: CustomResourceDefinitionSpec['names']): CustomResourceDefinitionSpec['names'] {
  const { kind = '' } = names;
  const singular = isUnset(names.singular) ? kind.toLowerCase() : names.singular!;
  const listKind = isUnset(names.listKind) && kind !== '' ? `${kind}List` : names.listKind;
  if (singular === names.singular && listKind === names.listKind) return names;
  return { ...names, singular, ...(listKind !== undefined && { listKind }) };
}

/** A Service that does not name a port is called at 443. */
function defaultConversion(conversion: CustomResourceDefinitionSpec['conversion'] | undefined): typeof conversion & {} {
  if (conversion === undefined) return { strategy: 'None' };
  const { webhook } = conversion;
  const service = webhook?.clientConfig?.service;
  if (service === undefined || service.port !== undefined) return conversion;
  const clientConfig = { ...webhook!.clientConfig, service: { ...service, port: 443 } };
  return { ...conversion, webhook: { ...webhook, clientConfig } };
}

type Versions = CustomResourceDefinitionSpec['versions'];

/** Which of the two flags a version has must always be said, so Go's zero stands where nothing was written. */
function defaultVersions(versions: Versions): Versions {
  const next = versions.map((version) =>
    version.served !== undefined && version.storage !== undefined
      ? version
      : { ...version, served: version.served ?? false, storage: version.storage ?? false },
  );
  return next.every((version, i) => version === versions[i]) ? versions : next;
}
