import type { Translate } from '../../i18n/index.ts';
import type { Narration } from './narrate.ts';

/** The words of a narration, its nouns translated first so that particles can fit them. */
export function sentence(t: Translate, { id, params, nouns }: Narration): string {
  const words: Record<string, string | number> = { ...params };
  for (const [name, noun] of Object.entries(nouns)) words[name] = t(noun, params);
  const text = t(id, words);
  if (!id.startsWith('easy.')) return text;
  // Roles and kinds are written small, as they stand within a sentence.
  const first = Object.keys(nouns).find((name) => words[name] !== '' && text.startsWith(String(words[name])));
  return first === undefined ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
