import type { StringMap } from './metadata.ts';

const SHORT: ReadonlyMap<string, string> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

/** GetAccessModesAsString: each once, in this order. */
export function accessModesText(modes: readonly string[] | undefined): string {
  const has = new Set(modes ?? []);
  return [...SHORT].flatMap(([mode, short]) => (has.has(mode) ? [short] : [])).join(',');
}

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

interface Classed {
  readonly metadata?: { readonly annotations?: StringMap };
  readonly spec?: { readonly storageClassName?: string };
}

/** GetPersistentVolumeClass and GetPersistentVolumeClaimClass. */
export function storageClassOf({ metadata, spec }: Classed): string {
  return metadata?.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? '';
}
