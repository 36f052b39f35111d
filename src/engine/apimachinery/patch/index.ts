export * from './json-patch.ts';
export * from './merge-patch.ts';
export * from './patch-error.ts';
export { applyStrategicMergePatch } from './strategic-merge-patch.ts';
export type { PatchMeta, PatchSchema } from './strategic-merge-patch.ts';
