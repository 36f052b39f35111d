/**
 * Writes src/engine/api/schema/generated/protobuf.ts: under which number each field of each served type travels in protobuf.
 * `node src/workshop/generate-protobuf.mjs $(which kubectl)`; the newer the kubectl, the newer the types.
 *
 * What a field holds is in schemas.ts already. A message's fields that JSON does not know are structs that Go embeds: they are
 * named after `*`, and their fields are their owner's.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { declarationOf, GENERATED, membersOf, readTypes } from './kubernetes-models.mjs';
import { messagesIn } from './protobuf-descriptors.mjs';

const { TYPES } = await readTypes();
const messages = messagesIn(process.argv[2]);

/** `apps.Deployment` → `k8s.io.api.apps.v1.Deployment`; what has no group is core's or metav1's. */
function messageOf(key) {
  const parts = key.split('.');
  const name = parts.pop();
  if (parts.length > 0) return `k8s.io.api.${parts[0]}.${parts[1] ?? 'v1'}.${name}`;
  const meta = `k8s.io.apimachinery.pkg.apis.meta.v1.${name}`;
  return messages.has(meta) && name !== 'List' ? meta : `k8s.io.api.core.v1.${name}`;
}

function requiredOf(key) {
  const members = membersOf(declarationOf(key));
  return new Set(members.filter((member) => !member.questionToken).map((member) => member.name.text));
}

const table = {};
const misfits = [];

function linesOf(fields, types, required, owner) {
  return fields
    .toSorted((a, b) => a.number - b.number)
    .map((message) => {
      // Upstream writes a few names with other capitals than in JSON.
      const known = Object.keys(types).find((name) => name.toLowerCase() === message.name.toLowerCase());
      const field = { ...message, name: known ?? message.name };
      if (known === undefined) {
        if (field.type !== 11 || field.repeated) {
          misfits.push(`${owner}.${field.name}`);
          return undefined;
        }
        const name = field.typeName;
        const short = `*${name.slice(name.lastIndexOf('.') + 1)}`;
        table[short] = linesOf(messages.get(name), types, required, `${owner}.${field.name}`);
        return `${field.number}:${short}`;
      }
      const mark = field.pointer && !field.repeated ? '?' : required.has(field.name) ? '!' : '';
      return `${field.number}:${field.name}${mark}`;
    })
    .filter((line) => line !== undefined)
    .join(' ');
}

for (const [key, types] of Object.entries(TYPES)) {
  const fields = messages.get(messageOf(key));
  if (fields === undefined) continue;
  table[key] = linesOf(fields, types, requiredOf(key), key);
}

const sorted = Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `/**
 * Made by src/workshop/generate-protobuf.mjs from the descriptors in a kubectl. \`number:name\`, \`?\` behind what is a pointer
 * in Go, \`!\` behind what must be there; \`number:*Struct\` is a struct that Go embeds.
 */
export const FIELD_NUMBERS: Readonly<Record<string, string>> = ${JSON.stringify(sorted)};
`;
const options = { parser: 'typescript', singleQuote: true, printWidth: 120 };
writeFileSync(join(GENERATED, 'protobuf.ts'), await prettier.format(text, options));
const missing = Object.keys(TYPES).filter((key) => !(key in table));
console.log(`${Object.keys(sorted).length} messages`);
console.log(`fields that JSON does not have: ${misfits.join(' ')}`);
console.log(`types without a message: ${missing.join(' ')}`);
