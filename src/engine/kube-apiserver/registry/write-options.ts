import { newInvalid, validatePatchOptions, validateWriteOptions } from '../../apimachinery/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';

const OPTIONS: Readonly<Record<string, string>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
};

/** Refuses a create, an update or a patch whose options make no sense. apiserver/pkg/endpoints/handlers */
export function checkWriteOptions({ verb, options, patchType }: ApiRequest): void {
  const { fieldManager, dryRun, fieldValidation, force } = options;
  const applying = patchType === 'application/apply-patch+yaml';
  // Components of the cluster say none of this.
  if (!applying && fieldManager === undefined && !dryRun && fieldValidation === undefined && force === undefined)
    return;
  const kind = OPTIONS[verb];
  if (kind === undefined) return;
  const errors = verb === 'patch' ? validatePatchOptions(options, applying) : validateWriteOptions(options);
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind }, '', errors);
}
