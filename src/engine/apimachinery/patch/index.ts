export * from './json-patch.ts';
export * from './merge-patch.ts';
export * from './patch-error.ts';
export { applyStrategicMergePatch, PatchSchema } from './strategic-merge-patch.ts';
export type { PatchMeta } from './strategic-merge-patch.ts';
