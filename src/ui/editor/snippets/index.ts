import type { MessageId } from '../../../i18n/index.ts';
import { surroundings } from './surroundings.ts';
import { workloads } from './workloads.ts';

export type Body = readonly [label: string, kind: string, body: string];

/** A manifest to begin with, in Monaco's snippet syntax: the same number is the same word. */
export interface SnippetText {
  readonly label: string;
  readonly kind: string;
  readonly title: MessageId;
  readonly body: string;
}

/** One manifest for each kind that people write by hand. */
export const SNIPPETS: readonly SnippetText[] = [...workloads, ...surroundings].map(([label, kind, body]) => ({
  label,
  kind,
  body,
  title: 'editor.snippet',
}));
