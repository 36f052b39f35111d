/** Namespace: a room for names. Its content is swept by the namespace controller before the last finalizer goes. */
import { field, validateFinalizers, validateNamespaceName, type ErrorList } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { NAMESPACE_PATCH_META } from '../patch-meta.ts';
import { withMeta, withSpec, withStatus } from '../strategies.ts';
import { checkKubeFinalizer, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Namespace } from './types.ts';

const LABEL_METADATA_NAME = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

/** SetDefaults_Namespace: every namespace carries its own name as a label, whatever was written there. */
function withNameLabel(namespace: Namespace): Namespace {
  const { name, labels } = namespace.metadata;
  if (name === undefined || name === '' || labels?.[LABEL_METADATA_NAME] === name) return namespace;
  return withMeta(namespace, { labels: { ...labels, [LABEL_METADATA_NAME]: name } });
}

function defaults(namespace: Namespace): Namespace {
  const labelled = withNameLabel(namespace);
  const phase = labelled.status?.phase;
  if (labelled.spec !== undefined && phase !== undefined) return labelled;
  return { ...labelled, spec: labelled.spec ?? {}, status: { ...labelled.status, phase: phase ?? 'Active' } };
}

function withFinalizer(namespace: Namespace): Namespace {
  const finalizers = namespace.spec.finalizers ?? [];
  if (finalizers.includes(FINALIZER)) return namespace;
  return withSpec(namespace, { ...namespace.spec, finalizers: [...finalizers, FINALIZER] });
}

function checkFinalizers(errors: ErrorList, namespace: Namespace): void {
  const path = SPEC.child('finalizers');
  for (const finalizer of namespace.spec.finalizers ?? []) {
    errors.push(...validateFinalizers([finalizer], path));
    checkKubeFinalizer(errors, path, finalizer);
  }
}

function validateStatusUpdate(namespace: Namespace, old: Namespace): ErrorList {
  const errors = validateMetaUpdate(namespace.metadata, old.metadata);
  const { phase } = namespace.status;
  const deleted = namespace.metadata.deletionTimestamp !== undefined;
  const path = STATUS.child('Phase');
  if (!deleted && phase !== 'Active') {
    errors.push(field.invalid(path, phase, "may only be 'Active' if `deletionTimestamp` is empty"));
  } else if (deleted && phase !== 'Terminating') {
    errors.push(field.invalid(path, phase, "may only be 'Terminating' if `deletionTimestamp` is not empty"));
  }
  return errors;
}

/** For namespaces/finalize: the only way the spec's finalizers go away. */
export function finalizeNamespace(namespace: Namespace, old: Namespace): Namespace {
  return withStatus(namespace, old.status);
}

export const namespaceKind: Kind<Namespace> = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  defaults,
  strategy: {
    prepareForCreate: (namespace) => withFinalizer(withStatus(namespace, { phase: 'Active' })),
    validateCreate(namespace) {
      const errors = validateMeta(namespace.metadata, false, validateNamespaceName);
      checkFinalizers(errors, namespace);
      return errors;
    },
    prepareForUpdate(namespace, old) {
      const { finalizers } = old.spec;
      const spec = finalizers === undefined ? {} : { ...namespace.spec, finalizers };
      const same = namespace.spec.finalizers === finalizers;
      return withStatus(same ? namespace : withSpec(namespace, spec), old.status);
    },
    validateUpdate: (namespace, old) => validateMetaUpdate(namespace.metadata, old.metadata),
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: (namespace, old) => withSpec(namespace, old.spec),
      validateUpdate: validateStatusUpdate,
    },
    others: ['finalize'],
  },
  printer: {
    columns: [NAME, column('Status', 'The status of the namespace'), AGE],
    cells: (namespace, now) => [namespace.metadata.name, namespace.status.phase, age(namespace, now)],
  },
  selectableFieldNames: ['status.phase', 'name'],
  selectableFields: (namespace) => ({ 'status.phase': namespace.status.phase, name: namespace.metadata.name }),
  relations: () => [],
  patchMeta: NAMESPACE_PATCH_META,
};
