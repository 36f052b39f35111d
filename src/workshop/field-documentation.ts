import type { Plugin } from 'vite';
import { TYPES } from '../engine/api/schema/generated/schemas.ts';
import { documentation } from '../server/documentation.ts';

/**
 * The words of Kubernetes' API reference for every type of the table, as `virtual:field-documentation`: made from the typed
 * package whenever the page is built, and a chunk of its own, so that nobody loads it who does not write a manifest.
 */
export function fieldDocumentation(): Plugin {
  const id = 'virtual:field-documentation';
  return {
    name: 'orrery:field-documentation',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) => (resolved === `\0${id}` ? `export default ${describeFields()};` : undefined),
  };
}

/** As a script: one text is parsed faster than an object literal of its size. */
function describeFields(): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(fieldDescriptions()))})`;
}

/** By the types' keys. What a type says of itself and its fields, which fields it must have, and the words some may have. */
export function fieldDescriptions(): Readonly<Record<string, unknown>> {
  const described: Record<string, unknown> = {};
  for (const type of Object.keys(TYPES)) described[type] = documentation(type);
  return described;
}
