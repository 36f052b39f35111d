/**
 * explain: what the server's OpenAPI documents say of types and their fields, as `kubectl explain` tells it.
 *
 * It promises kubectl's layout; the words are the server's. Both layouts are drawn from the v3 document: the older one differs
 * in nothing but its looks.
 */
export { plaintextOpenAPIV2 } from './plaintext-openapiv2.ts';
export { NoSuchField, plaintext } from './plaintext.ts';
export { Schemas } from './schema.ts';
