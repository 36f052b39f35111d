import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { PrefixWriter } from './prefix-writer.ts';
import { quantity } from './text.ts';

/** What a field of the pod holds; '' when kubectl does not know. */
export type FieldValue = (fieldPath: string) => string;

type Source = NonNullable<IEnvVar['valueFrom']>;
type ResourceField = NonNullable<Source['resourceFieldRef']>;

/** ExtractContainerResourceValue: whole divisors, rounded up (kubectl/pkg/util/resource/resource.go). */
function resourceValue({ resource, divisor }: ResourceField, container: IContainer): string {
  const [kind, name = ''] = resource.split(/\.(.*)/s);
  const lists = container.resources;
  const amount = quantity(
    (kind === 'limits' ? lists?.limits : kind === 'requests' ? lists?.requests : undefined)?.[name],
  );
  const given = quantity(divisor);
  const unit = given.isZero() ? quantity('1') : given;
  const [whole, part] = name === 'cpu' ? [amount.milliValue(), unit.milliValue()] : [amount.value(), unit.value()];
  return String(Math.ceil(whole / part));
}

function resourceText(reference: ResourceField, container: IContainer): string {
  const { resource } = reference;
  const value = resourceValue(reference, container);
  const unlimited = value === '0' && (resource === 'limits.cpu' || resource === 'limits.memory');
  return `${unlimited ? 'node allocatable' : value} (${resource})`;
}

function sourceText(source: Source, container: IContainer, fieldValue: FieldValue | undefined): string | undefined {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef !== undefined) {
    return `${fieldValue?.(fieldRef.fieldPath) ?? ''} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`;
  }
  if (resourceFieldRef !== undefined) return resourceText(resourceFieldRef, container);
  if (secretKeyRef !== undefined) {
    const { key, name, optional } = secretKeyRef;
    return `<set to the key '${key}' in secret '${name ?? ''}'>\tOptional: ${optional === true}`;
  }
  if (configMapKeyRef === undefined) return undefined;
  const { key, name, optional } = configMapKeyRef;
  return `<set to the key '${key}' of config map '${name ?? ''}'>\tOptional: ${optional === true}`;
}

/** describeContainerEnvVars. */
export function describeEnvironment(container: IContainer, fieldValue: FieldValue | undefined, w: PrefixWriter): void {
  const variables = container.env ?? [];
  w.line(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}`);
  for (const { name, value, valueFrom } of variables) {
    if (valueFrom === undefined) {
      const [first = '', ...others] = (value ?? '').split('\n');
      w.line(3, `${name}:\t${first}`);
      for (const line of others) w.line(3, `\t${line}`);
      continue;
    }
    const text = sourceText(valueFrom, container, fieldValue);
    if (text !== undefined) w.line(3, `${name}:\t${text}`);
  }
}

/** describeContainerEnvFrom. */
export function describeEnvironmentFrom(container: IContainer, w: PrefixWriter): void {
  const sources = container.envFrom ?? [];
  if (sources.length === 0) return;
  w.line(2, 'Environment Variables from:');
  for (const { configMapRef, secretRef, prefix } of sources) {
    const kind = configMapRef !== undefined ? 'ConfigMap' : secretRef !== undefined ? 'Secret' : '';
    const reference = configMapRef ?? secretRef;
    const prefixed = (prefix ?? '') === '' ? '' : ` with prefix '${prefix}'`;
    w.line(3, `${reference?.name ?? ''}\t${kind}${prefixed}\tOptional: ${reference?.optional === true}`);
  }
}
