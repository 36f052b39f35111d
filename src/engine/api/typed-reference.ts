import { field, isDNS1123Subdomain, nameIsPathSegment, type ErrorList, type Path } from '../apimachinery/index.ts';
import { rejectEach } from './validate.ts';

/** v1.TypedLocalObjectReference: some object beside this one, by group, kind and name. */
export interface TypedLocalReference {
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
}

/** Names that stand in a URL must be there and must fit there. */
export function checkPathSegment(errors: ErrorList, path: Path, value: string | undefined, missing: string): void {
  if (value === undefined || value === '') errors.push(field.required(path, missing));
  else rejectEach(errors, path, value, nameIsPathSegment(value, false));
}

/** validateIngressTypedLocalObjectReference. pkg/apis/networking/validation/validation.go */
export function checkTypedLocalReference(errors: ErrorList, path: Path, reference: TypedLocalReference): void {
  const { apiGroup, kind, name } = reference;
  if (apiGroup !== undefined) rejectEach(errors, path.child('apiGroup'), apiGroup, isDNS1123Subdomain(apiGroup));
  checkPathSegment(errors, path.child('kind'), kind, 'kind is required');
  checkPathSegment(errors, path.child('name'), name, 'name is required');
}
