/** CSINode: which storage drivers a node has, and how many volumes each can hold there. */
import type { ICSINodeSpec } from 'kubernetes-models/storage.k8s.io/v1/CSINodeSpec';
import {
  field,
  FIELD_IMMUTABLE_ERROR_MSG,
  isQualifiedName,
  newPath,
  semanticDeepEqual,
  type ApiObject,
  type ErrorList,
  type ObjectMeta,
  type Path,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { checkDriverName } from '../persistentvolume/sources.ts';
import { plainStrategy } from '../strategies.ts';
import { checkNonnegative, isUnset, rejectEach, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Stored } from '../wire.ts';
import { csiNodeRelations } from './relations.ts';

export type CSINodeSpec = Stored<ICSINodeSpec, 'drivers'>;
type Driver = CSINodeSpec['drivers'][number];

export interface CSINode extends ApiObject<CSINodeSpec> {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'CSINode';
  readonly metadata: ObjectMeta;
  readonly spec: CSINodeSpec;
}

const MAX_NODE_ID = 192;
const NO_DRIVERS: readonly Driver[] = [];

function defaults(node: CSINode): CSINode {
  return node.spec?.drivers === undefined ? { ...node, spec: { ...node.spec, drivers: NO_DRIVERS } } : node;
}

/** validateCSINodeDriver. */
function checkDriver(errors: ErrorList, path: Path, driver: Driver): void {
  checkDriverName(errors, path.child('name'), driver.name);
  const at = path.child('nodeID');
  if (isUnset(driver.nodeID)) errors.push(field.required(at));
  else if (driver.nodeID.length > MAX_NODE_ID) {
    errors.push(field.invalid(at, driver.nodeID, `must be ${MAX_NODE_ID} characters or less`));
  }
  checkNonnegative(errors, path.child('allocatable'), 'count', driver.allocatable?.count);
  const keys = path.child('topologyKeys');
  driver.topologyKeys?.forEach((key, i, all) => {
    if (key === '') errors.push(field.required(keys));
    if (all.indexOf(key) < i) errors.push(field.duplicate(keys, key));
    rejectEach(errors, keys, all, isQualifiedName(key));
  });
}

function checkSpec(errors: ErrorList, { drivers }: CSINodeSpec): void {
  const seen = new Set<string>();
  drivers.forEach((driver, i) => {
    const path = SPEC.child('drivers').index(i);
    checkDriver(errors, path, driver);
    if (seen.has(driver.name)) errors.push(field.duplicate(path.child('name'), driver.name));
    seen.add(driver.name);
  });
}

function validate(node: CSINode): ErrorList {
  const errors = validateMeta(node.metadata, false);
  checkSpec(errors, node.spec);
  return errors;
}

/** A driver's entry stays as it is while it is there, but for how much it can hold. */
function validateUpdate(node: CSINode, old: CSINode): ErrorList {
  const errors = validateMetaUpdate(node.metadata, old.metadata);
  if (node.spec === old.spec) return errors;
  checkSpec(errors, node.spec);
  for (const before of old.spec.drivers) {
    const after = node.spec.drivers.find(({ name }) => name === before.name);
    if (after === undefined) continue;
    const [{ allocatable: _a, ...one }, { allocatable: _b, ...other }] = [before, after];
    if (semanticDeepEqual(one, other)) continue;
    errors.push(field.invalid(newPath('CSINodeDriver'), after, FIELD_IMMUTABLE_ERROR_MSG));
  }
  return errors;
}

export const csiNodeKind: Kind<CSINode> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  resource: 'csinodes',
  singular: 'csinode',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults,
  strategy: plainStrategy<CSINode>({ validate, validateUpdate, allowUnconditionalUpdate: false }),
  subresources: {},
  printer: {
    columns: [NAME, column('Drivers', 'How many storage drivers are on the node.', 'integer'), AGE],
    cells: (node, now) => [node.metadata.name, node.spec.drivers.length, age(node, now)],
  },
  relations: csiNodeRelations,
  patchMeta: { ...METADATA_PATCH_META, 'spec.drivers': { strategy: 'merge', mergeKey: 'name' } },
};
