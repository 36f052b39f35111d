import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';

/** validatePathNoBacksteps. */
export function checkNoBacksteps(errors: ErrorList, path: Path, target: string): boolean {
  if (!target.includes('..') || !target.split('/').includes('..')) return true;
  errors.push(field.invalid(path, target, "must not contain '..'"));
  return false;
}

/** validateLocalDescendingPath: relative, and never upwards. */
export function checkLocalDescendingPath(errors: ErrorList, path: Path, target: string): void {
  if (target.startsWith('/')) errors.push(field.invalid(path, target, 'must be a relative path'));
  checkNoBacksteps(errors, path, target);
}

/** ValidateLocalNonReservedPath: as above, and not beginning with two dots, which the kubelet keeps for itself. */
export function checkLocalNonReservedPath(errors: ErrorList, path: Path, target: string): void {
  checkLocalDescendingPath(errors, path, target);
  // `..` alone is already reported as a step backwards, and upstream reports both.
  if (target.startsWith('..') && !target.startsWith('../')) {
    errors.push(field.invalid(path, target, "must not start with '..'"));
  }
}

const FILE_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

export function checkFileMode(errors: ErrorList, path: Path, name: string, mode: number | undefined): void {
  if (mode !== undefined && (mode > 0o777 || mode < 0)) {
    errors.push(field.invalid(path.child(name), mode, FILE_MODE));
  }
}
