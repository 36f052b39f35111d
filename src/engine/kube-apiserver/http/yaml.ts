import { ParseError } from '../../apimachinery/index.ts';
import { RawBody } from '../raw-body.ts';
import { PROTOBUF } from './negotiate.ts';

/** What the host knows of YAML; the engine has no parser of its own, and without one understands JSON only. */
export interface YAML {
  /** The value as JSON would have it, and what stands twice: `line 3: key "a" already set in map`. Throws ParseError. */
  parse(text: string): { readonly value: unknown; readonly duplicates: readonly string[] };
  /** As sigs.k8s.io/yaml writes it. */
  stringify(value: unknown): string;
}

const YAML_TYPES = new Set(['application/yaml', 'application/apply-patch+yaml']);

/** A body as the rest of the server reads it. YAML becomes JSON here, as sigs.k8s.io/yaml does before anything else. */
export function rawBody(sent: string, mediaType: string, yaml: YAML | undefined): RawBody {
  if (mediaType === PROTOBUF) return new RawBody(bytesOf(sent), mediaType);
  if (!YAML_TYPES.has(mediaType) || sent === '') return new RawBody(sent, mediaType);
  // What looks like JSON is JSON most of the time, and JSON is YAML.
  if (isJSON(sent)) return new RawBody(sent, 'application/json');
  if (!yaml) return new RawBody(sent, mediaType);
  try {
    const { value, duplicates } = yaml.parse(sent);
    const strict = duplicates.length === 0 ? [] : [`yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`];
    return new RawBody(JSON.stringify(value ?? null), 'application/json', { strict });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return new RawBody(sent, mediaType, { refusal: error.message });
  }
}

function isJSON(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A character for each byte, back to bytes. */
function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
