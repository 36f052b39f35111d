/** files: what lies on the learner's machine, one store for the terminal, for kubectl in it, and for the editor. */
export { MemoryDisk, type Disk, type Kept } from './disk.ts';
export { FileError, type FileErrorCode } from '../../engine/shell/files/file-system.ts';
export { firstFiles, systemFiles } from './first-visit.ts';
export { HOME, HomeFiles, LIMITS, type HomeOptions } from './home-files.ts';
export { ShellFiles } from './shell-files.ts';
export { isWithin, nameOf, parentOf, resolvePath } from './paths.ts';
