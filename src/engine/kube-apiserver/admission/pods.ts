import type { Attributes } from './plugin.ts';

export function isPodCreate({ operation, kind, subresource }: Attributes): boolean {
  return operation === 'CREATE' && subresource === undefined && kind.resource === 'pods' && kind.group === '';
}

export function isPodWrite(attributes: Attributes): boolean {
  const { operation, kind, subresource } = attributes;
  if (operation !== 'CREATE' && operation !== 'UPDATE') return false;
  return subresource === undefined && kind.resource === 'pods' && kind.group === '';
}
