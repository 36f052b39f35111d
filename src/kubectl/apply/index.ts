/**
 * What is to be sent so that the server has what a manifest says: the difference of three texts — what was said the last time,
 * what is said now, what there is — as a strategic merge patch for the kinds of the vocabulary and as a JSON merge patch for
 * all others. Plain functions; whoever calls them does the asking and the sending. kubectl's apply and edit and the page's editor
 * work out their patches here.
 *
 * It promises the patch that kubectl would send, key for key (apimachinery/pkg/util/strategicpatch, jsonmergepatch).
 * It differs from upstream in where rules of merging come from: the vocabulary's own table instead of the server's OpenAPI, which
 * is made from that table. Items of a merged list that are deleted always stand behind those that are changed.
 */
export * from './json-merge.ts';
export * from './last-applied.ts';
export * from './preconditions.ts';
export * from './rules.ts';
export * from './strategic-diff.ts';
export * from './three-way.ts';
