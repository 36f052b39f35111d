/**
 * glossary: the words of Kubernetes, explained where they are met. A word in running text has a dotted line under it, once in a
 * sentence; pointing at it, or pressing Enter on it, opens a card; the page in the right drawer lists all of them.
 *
 * Promises: every term has a name, two sentences, what it is not, and related words, in both languages; a Korean particle may
 * follow a word without hiding it; the words are fetched only when the page has come to rest.
 */
export { Glossed } from './glossed.tsx';
export { openGlossary, useGlossary } from './state.ts';
