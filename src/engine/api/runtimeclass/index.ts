/** RuntimeClass: with which runtime handler a node runs the pods that name it, and what that costs. */
import {
  field,
  nameIsDNSLabel,
  newPath,
  validateImmutableField,
  validateLabels,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import type { ResourceRequirements, Toleration } from '../pod/types.ts';
import { checkContainerResources } from '../pod/validation-resources.ts';
import { checkTolerations } from '../pod/validation-taints.ts';
import { deprecatedNodeLabel } from '../node/labels.ts';
import { plainStrategy } from '../strategies.ts';
import { rejectEach, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { RuntimeClass } from './types.ts';

const HANDLER = newPath('handler');
const OVERHEAD = newPath('overhead');
const SCHEDULING = newPath('scheduling');

/** validateTolerations of node.k8s.io: pod rules, and no toleration twice. */
function checkUniqueTolerations(errors: ErrorList, tolerations: readonly Toleration[]): void {
  const path = SCHEDULING.child('tolerations');
  checkTolerations(errors, path, tolerations);
  const seen = new Set<string>();
  tolerations.forEach((toleration, i) => {
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
    const identity = JSON.stringify([key, operator, value, effect, tolerationSeconds]);
    if (seen.has(identity)) errors.push(field.duplicate(path.index(i), toleration));
    seen.add(identity);
  });
}

/** ValidateRuntimeClass. pkg/apis/node/validation/validation.go */
function validate(runtimeClass: RuntimeClass): ErrorList {
  const errors = validateMeta(runtimeClass.metadata, false);
  const { handler, overhead, scheduling } = runtimeClass;
  rejectEach(errors, HANDLER, handler, nameIsDNSLabel(handler, false));
  if (overhead !== undefined) {
    const resources = { limits: overhead.podFixed ?? {} } as ResourceRequirements;
    checkContainerResources(errors, OVERHEAD, resources, []);
  }
  if (scheduling?.nodeSelector !== undefined) {
    errors.push(...validateLabels(scheduling.nodeSelector, SCHEDULING.child('nodeSelector')));
  }
  if (scheduling?.tolerations !== undefined) checkUniqueTolerations(errors, scheduling.tolerations);
  return errors;
}

function validateUpdate(runtimeClass: RuntimeClass, old: RuntimeClass): ErrorList {
  const errors = validateMetaUpdate(runtimeClass.metadata, old.metadata);
  errors.push(...validateImmutableField(runtimeClass.handler, old.handler, HANDLER));
  return errors;
}

/** GetWarningsForRuntimeClass. pkg/api/node/util.go */
function warnings({ scheduling }: RuntimeClass): readonly string[] {
  return Object.keys(scheduling?.nodeSelector ?? {}).flatMap((key) => {
    const why = deprecatedNodeLabel(key);
    return why === undefined ? [] : [`${SCHEDULING.child('nodeSelector').toString()}: ${why}`];
  });
}

export const runtimeClassKind: Kind<RuntimeClass> = {
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  resource: 'runtimeclasses',
  singular: 'runtimeclass',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults: (runtimeClass) => (runtimeClass.handler === undefined ? { ...runtimeClass, handler: '' } : runtimeClass),
  strategy: plainStrategy<RuntimeClass>({ validate, validateUpdate, warnings, allowUnconditionalUpdate: false }),
  subresources: {},
  printer: {
    columns: [NAME, column('Handler', 'The runtime and its configuration, as the CRI implementation names them.'), AGE],
    cells: (runtimeClass, now) => [runtimeClass.metadata.name, runtimeClass.handler, age(runtimeClass, now)],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
