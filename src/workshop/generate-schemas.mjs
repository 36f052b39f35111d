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
  'v1/ComponentStatus',
  'v1/ConfigMap',
  'v1/Endpoints',
  'v1/Event',
  'v1/LimitRange',
  'v1/Namespace',
  'v1/Node',
  'v1/PersistentVolume',
  'v1/PersistentVolumeClaim',
  'v1/Pod',
  'v1/PodTemplate',
  'v1/ReplicationController',
  'v1/ResourceQuota',
  'v1/Secret',
  'v1/Service',
  'v1/ServiceAccount',
  'admissionregistration.k8s.io/v1/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
  'apiregistration.k8s.io/v1/APIService',
  'apps/v1/ControllerRevision',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'authentication.k8s.io/v1/SelfSubjectReview',
  'authentication.k8s.io/v1/TokenRequest',
  'authentication.k8s.io/v1/TokenReview',
  'authorization.k8s.io/v1/LocalSubjectAccessReview',
  'authorization.k8s.io/v1/SelfSubjectAccessReview',
  'authorization.k8s.io/v1/SelfSubjectRulesReview',
  'authorization.k8s.io/v1/SubjectAccessReview',
  'autoscaling/v1/HorizontalPodAutoscaler',
  'autoscaling/v1/Scale',
  'autoscaling/v2/HorizontalPodAutoscaler',
  'batch/v1/CronJob',
  'batch/v1/Job',
  'certificates.k8s.io/v1/CertificateSigningRequest',
  'coordination.k8s.io/v1/Lease',
  'discovery.k8s.io/v1/EndpointSlice',
  'events.k8s.io/v1/Event',
  'flowcontrol.apiserver.k8s.io/v1/FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration',
  'networking.k8s.io/v1/IPAddress',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/IngressClass',
  'networking.k8s.io/v1/NetworkPolicy',
  'networking.k8s.io/v1/ServiceCIDR',
  'node.k8s.io/v1/RuntimeClass',
  'policy/v1/Eviction',
  'policy/v1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role',
  'rbac.authorization.k8s.io/v1/RoleBinding',
  'resource.k8s.io/v1/DeviceClass',
  'resource.k8s.io/v1/ResourceClaim',
  'resource.k8s.io/v1/ResourceClaimTemplate',
  'resource.k8s.io/v1/ResourceSlice',
  'scheduling.k8s.io/v1/PriorityClass',
  'storage.k8s.io/v1/CSIDriver',
  'storage.k8s.io/v1/CSINode',
  'storage.k8s.io/v1/CSIStorageCapacity',
  'storage.k8s.io/v1/StorageClass',
  'storage.k8s.io/v1/VolumeAttachment',
  'storage.k8s.io/v1/VolumeAttributesClass',
];

/** Types that are one value on the wire. */
const SCALARS = {
  Quantity: 'quantity',
  IntOrString: 'intOrString',
  Time: 'time',
  MicroTime: 'microTime',
  FieldsV1: 'any',
  RawExtension: 'any',
  'apiextensions.JSON': 'any',
  'apiextensions.JSONSchemaPropsOrArray': 'apiextensions.JSONSchemaPropsOrArray',
  'apiextensions.JSONSchemaPropsOrBool': 'apiextensions.JSONSchemaPropsOrBool',
  'apiextensions.JSONSchemaPropsOrStringArray': 'apiextensions.JSONSchemaPropsOrStringArray',
};

/** Numbers of which the package does not say that they may have a fraction. */
const FRACTIONS = { 'apiextensions.JSONSchemaProps': ['maximum', 'minimum', 'multipleOf'] };

/** base64 on the wire: OpenAPI says string with a format that the package's types do not carry. */
const BYTES = {
  Secret: ['data'],
  ConfigMap: ['binaryData'],
  'admissionregistration.WebhookClientConfig': ['caBundle'],
  'apiextensions.WebhookClientConfig': ['caBundle'],
  'apiregistration.APIServiceSpec': ['caBundle'],
  'certificates.CertificateSigningRequestSpec': ['request'],
  'certificates.CertificateSigningRequestStatus': ['certificate'],
};

/** Where the package writes a type out instead of naming it. */
const EMBEDDED = { 'apps.StatefulSetSpec': { volumeClaimTemplates: '[]PersistentVolumeClaim' } };

const types = new Map();
const pending = [];

function fileOf(specifier, from) {
  const path = specifier.startsWith('.') ? join(dirname(from), specifier) : join(MODULES, specifier);
  return `${path.replace(/\.js$/, '').replace(/\.d\.ts$/, '')}.d.ts`;
}

/** Types carry their group in the key, and their version when it is not v1: core has types of the same names. */
function keyOf(file) {
  const path = file.slice(MODULES.length + 1).replace(/\.d\.ts$/, '');
  const parts = path.split('/');
  const name = parts[parts.length - 1];
  if (parts[0] !== 'kubernetes-models' || parts[1] === 'v1') return name;
  const group = parts[1].split('.')[0];
  return parts[2] === 'v1' ? `${group}.${name}` : `${group}.${parts[2]}.${name}`;
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
    const file = context.imports.get(name) ?? (name === context.self ? context.file : undefined);
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
    const format = () => (FRACTIONS[key]?.includes(name) === true ? 'float64' : formats(name));
    const found = () => kindOf(member.type, { imports, format, file, self: declaration.name.text });
    const kind = EMBEDDED[key]?.[name] ?? found();
    fields[name] = isBytes ? kind.replace('string', 'bytes') : kind;
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
