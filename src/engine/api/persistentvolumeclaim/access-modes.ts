import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';

const SUPPORTED = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const SHORT = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

/** The rule that volumes and claims share: modes that exist, and the one for a single pod alone. */
export function checkAccessModes(errors: ErrorList, path: Path, modes: readonly string[]): void {
  for (const mode of modes) if (!SUPPORTED.includes(mode)) errors.push(field.notSupported(path, mode, SUPPORTED));
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && SUPPORTED.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) {
    errors.push(field.forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}

/** GetAccessModesAsString: `RWO,ROX`. pkg/apis/core/helper/helpers.go */
export function accessModesText(modes: readonly string[] | undefined): string {
  if (modes === undefined) return '';
  return SHORT.filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(',');
}
