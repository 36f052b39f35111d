import type { Plugin } from 'vite';
import { en } from '../i18n/en.ts';
import { ko } from '../i18n/ko.ts';

/** What one language says and the other does not, by message id; the parameters of a message count as said. */
export function missingWords(
  english: Readonly<Record<string, string>>,
  korean: Readonly<Record<string, string>>,
): readonly string[] {
  const missing: string[] = [];
  for (const id of new Set([...Object.keys(english), ...Object.keys(korean)])) {
    if (!english[id]?.trim()) missing.push(`${id}: no English`);
    if (!korean[id]?.trim()) missing.push(`${id}: no Korean`);
  }
  return missing;
}

/** A site that does not say everything in both languages is not built. */
export function completeWords(): Plugin {
  return {
    name: 'orrery:complete-words',
    apply: 'build',
    buildStart() {
      const missing = missingWords(en, ko);
      if (missing.length > 0) this.error(`messages are missing:\n${missing.join('\n')}`);
    },
  };
}
