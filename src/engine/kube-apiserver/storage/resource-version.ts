import { field, newPath, type FieldError } from '../../apimachinery/index.ts';

const NEWEST: ParsedVersion = { revision: 0, error: undefined };

/** The number in a resourceVersion, 0 for none, or what is wrong with it. */
export interface ParsedVersion {
  readonly revision: number;
  readonly error: FieldError | undefined;
}

/** apiserver/pkg/storage/api_object_versioner.go ParseResourceVersion */
export function parseResourceVersion(text: string): ParsedVersion {
  if (text === '' || text === '0') return NEWEST;
  const digits = /^\d+$/.test(text);
  const revision = Number(text);
  if (digits && Number.isSafeInteger(revision)) return { revision, error: undefined };
  const why = digits ? 'value out of range' : 'invalid syntax';
  const detail = `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`;
  return { revision: 0, error: field.invalid(newPath('resourceVersion'), text, detail) };
}
