import type { Translate } from '../../i18n/index.ts';
import type { Narration } from './narrate.ts';

/** The words of a narration, its nouns translated first so that particles can fit them. */
export function sentence(t: Translate, { id, params, nouns }: Narration): string {
  const words: Record<string, string | number> = { ...params };
  for (const [name, noun] of Object.entries(nouns)) words[name] = t(noun, params);
  return t(id, words);
}
