import {
  byteLength,
  field,
  isPrint,
  newInvalid,
  newPath,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { FIELD_MANAGER_MAX_LENGTH } from '../../apimachinery/managedfields/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';

const OPTIONS: Readonly<Record<string, string>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
};

/** Refuses a create, an update or a patch whose options make no sense. pkg/apis/meta/v1/validation */
export function checkWriteOptions({ verb, options, patchType }: ApiRequest): void {
  const { fieldManager, dryRun, fieldValidation, force } = options;
  const applying = patchType === 'application/apply-patch+yaml';
  // Components of the cluster say none of this.
  if (!applying && fieldManager === undefined && !dryRun && fieldValidation === undefined && force === undefined)
    return;
  const errors: ErrorList = [];
  if (force !== undefined && verb === 'patch' && !applying) {
    errors.push(field.forbidden(newPath('force'), 'may not be specified for non-apply patch'));
  }
  if (applying && !fieldManager) errors.push(field.required(newPath('fieldManager'), 'is required for apply patch'));
  errors.push(...fieldManagerErrors(fieldManager ?? '', newPath('fieldManager')));
  if (dryRun?.some((value) => value !== 'All')) {
    errors.push(field.notSupported(newPath('dryRun'), dryRun, ['All']));
  }
  if (fieldValidation !== undefined && !VALIDATIONS.includes(fieldValidation)) {
    errors.push(field.notSupported(newPath('fieldValidation'), fieldValidation, ['', ...VALIDATIONS]));
  }
  const kind = OPTIONS[verb];
  if (errors.length > 0 && kind !== undefined) throw newInvalid({ group: 'meta.k8s.io', kind }, '', errors);
}

const VALIDATIONS = ['Ignore', 'Strict', 'Warn'];

function fieldManagerErrors(name: string, path: Path): ErrorList {
  const errors: ErrorList = [];
  if (byteLength(name) > FIELD_MANAGER_MAX_LENGTH) {
    errors.push(field.tooLong(path, FIELD_MANAGER_MAX_LENGTH));
  }
  let position = 0;
  for (const rune of name) {
    if (!isPrint(rune)) {
      const code = rune.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      errors.push(field.invalid(path, name, `invalid character U+${code} (at position ${position})`));
    }
    position += byteLength(rune);
  }
  return errors;
}
