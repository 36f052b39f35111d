// Writes src/engine/api/schema/generated/schemas.ts from kubernetes-models: for every type that a served kind can hold, its
// fields and what each may be. Run it after changing the version of that package: `node src/workshop/generate-schemas.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const OUT = join(ROOT, 'src/engine/api/schema/generated/schemas.ts');

/** What the API server reads: stored kinds, other served versions, and the bodies of subresources. */
const KINDS = [
  'v1/Binding',
  'v1/ConfigMap',
  'v1/Endpoints',
  'v1/Event',
  'v1/Namespace',
  'v1/Node',
  'v1/Pod',
  'v1/ReplicationController',
  'v1/Secret',
  'v1/Service',
  'v1/ServiceAccount',
  'apps/v1/ControllerRevision',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'autoscaling/v1/Scale',
  'coordination.k8s.io/v1/Lease',
  'discovery.k8s.io/v1/EndpointSlice',
  'events.k8s.io/v1/Event',
  'policy/v1/Eviction',
  'scheduling.k8s.io/v1/PriorityClass',
];

/** Types that are one value on the wire. */
const SCALARS = {
  Quantity: 'quantity',
  IntOrString: 'intOrString',
  Time: 'time',
  MicroTime: 'microTime',
  FieldsV1: 'any',
  RawExtension: 'any',
};

/** base64 on the wire: OpenAPI says string with a format that the package's types do not carry. */
const BYTES = { Secret: ['data'], ConfigMap: ['binaryData'] };

const types = new Map();
const pending = [];

function fileOf(specifier, from) {
  const path = specifier.startsWith('.') ? join(dirname(from), specifier) : join(MODULES, specifier);
  return `${path.replace(/\.js$/, '').replace(/\.d\.ts$/, '')}.d.ts`;
}

/** `discovery.k8s.io` types carry their group in the key, because core has types of the same names. */
function keyOf(file) {
  const path = file.slice(MODULES.length + 1).replace(/\.d\.ts$/, '');
  const parts = path.split('/');
  const name = parts[parts.length - 1];
  if (parts[0] !== 'kubernetes-models' || parts[1] === 'v1') return name;
  return `${parts[1].split('.')[0]}.${name}`;
}

/** The package's own validators know which numbers are whole, and how wide. */
function numberFormats(file) {
  const exported = /export type \{ I\w+ as (I\w+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const home = file.includes('@kubernetes-models') ? '@kubernetes-models/apimachinery' : 'kubernetes-models';
  const source = readFileSync(join(MODULES, home, '_schemas', `${exported.slice(1)}.js`), 'utf8');
  const bodies = new Map();
  for (const part of source.split(/(?=function validate\d+\()/)) {
    const number = /^function validate(\d+)\(/.exec(part)?.[1];
    if (number !== undefined) bodies.set(number, part);
  }
  const formatOf = (number, depth = 0) => {
    const body = bodies.get(number) ?? '';
    const item = /validate(\d+)\(data\[i0\]/.exec(body)?.[1];
    if (item !== undefined && depth < 3) return formatOf(item, depth + 1);
    const format = /format:"(int32|int64|double)"/.exec(body)?.[1];
    if (format !== undefined) return format === 'double' ? 'float64' : format;
    return body.includes('type:"number"') ? 'float64' : 'int64';
  };
  return (property) => {
    const call = new RegExp(`validate(\\d+)\\(data\\.${property.replace('$', '\\$')},`).exec(source)?.[1];
    return call === undefined ? 'int64' : formatOf(call);
  };
}

function want(file) {
  const key = keyOf(file);
  if (!types.has(key)) {
    types.set(key, undefined);
    pending.push(file);
  }
  return key;
}

/** `string`, `[]string`, `{}string`, `Container` … */
function kindOf(node, context) {
  if (ts.isUnionTypeNode(node))
    return kindOf(
      node.types.find((t) => t.kind !== ts.SyntaxKind.NullKeyword),
      context,
    );
  if (ts.isLiteralTypeNode(node) || node.kind === ts.SyntaxKind.StringKeyword) return 'string';
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return 'bool';
  if (node.kind === ts.SyntaxKind.NumberKeyword) return context.format();
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    return index === undefined ? 'any' : `{}${kindOf(index.type, context)}`;
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    if (name === 'Array') return `[]${kindOf(node.typeArguments[0], context)}`;
    const file = context.imports.get(name);
    if (file === undefined) return 'any';
    const scalar = SCALARS[keyOf(file)];
    return scalar ?? want(file);
  }
  return 'any';
}

function read(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  const imports = new Map();
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    for (const element of statement.importClause?.namedBindings?.elements ?? []) {
      imports.set(element.name.text, fileOf(statement.moduleSpecifier.text, file));
    }
  }
  const declaration = source.statements.find(ts.isInterfaceDeclaration);
  const key = keyOf(file);
  const formats = numberFormats(file);
  const fields = {};
  for (const member of declaration?.members.filter(ts.isPropertySignature) ?? []) {
    const name = member.name.text;
    const isBytes = BYTES[key]?.includes(name) === true;
    fields[name] = isBytes ? '{}bytes' : kindOf(member.type, { imports, format: () => formats(name) });
  }
  types.set(key, fields);
}

const roots = {};
for (const kind of KINDS) {
  const parts = kind.split('/');
  const key = want(join(MODULES, 'kubernetes-models', `${kind}.d.ts`));
  roots[parts.length === 2 ? `v1/${parts[1]}` : kind] = key;
}
while (pending.length > 0) read(pending.shift());

const sorted = Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `/** Made by src/workshop/generate-schemas.mjs from kubernetes-models. */
export const ROOTS: Readonly<Record<string, string>> = ${JSON.stringify(roots)};

export const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(sorted)};
`;
const options = { parser: 'typescript', singleQuote: true, printWidth: 120 };
writeFileSync(OUT, await prettier.format(text, options));
console.log(`${types.size} types of ${KINDS.length} kinds`);
