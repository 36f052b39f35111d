import { encodeUTF8, getOwn, isJSONObject, sha256 } from '../../engine/apimachinery/index.ts';
import { encodeSorted } from '../apply/index.ts';
import type { Json } from '../rest/types.ts';
import { idOf } from './res.ts';

const LETTERS = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
]);

/** What a generated object's name ends with: it changes with what the object says (api/hasher/hasher.go). */
export function hashOf(object: Json): string {
  const digest = sha256(encodeUTF8(encodeSorted(hashed(object))));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return Array.from(hex.slice(0, 10), (digit) => LETTERS.get(digit) ?? digit).join('');
}

function hashed(object: Json): Json {
  const { kind } = idOf(object);
  // Its name is always read as nothing: what is hashed is what the object says.
  const name = '';
  const value = (key: string): unknown => getOwn(object, key) ?? '';
  if (kind === 'ConfigMap') {
    const binary = getOwn(object, 'binaryData');
    return { kind, name, data: value('data'), ...(isJSONObject(binary) && { binaryData: binary }) };
  }
  if (kind === 'Secret') {
    const text = getOwn(object, 'stringData');
    return { kind, name, type: value('type'), data: value('data'), ...(isJSONObject(text) && { stringData: text }) };
  }
  return object;
}
