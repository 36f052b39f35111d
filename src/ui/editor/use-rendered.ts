import { useEffect, useState } from 'react';
import { HOME, isWithin, nameOf, parentOf, type HomeFiles } from '../../terminal/files/index.ts';
import { useSession, type Session } from '../store/index.ts';

/** How long nothing must be written before a folder is built anew, in milliseconds. */
const PAUSE = 400;

/** What a folder with a kustomization comes to. */
export interface Rendered {
  readonly folder: string;
  readonly text: string;
  /** Why it comes to nothing, in kustomize's words. */
  readonly error: string;
}

/** The folder that a file is the kustomization of; undefined: it is a manifest like any other. */
export function kustomizationFolder(path: string): string | undefined {
  return /^(kustomization\.ya?ml|Kustomization)$/.test(nameOf(path)) ? parentOf(path) : undefined;
}

/** What kubectl says of a command line on the learner's machine. */
export async function runLine(
  session: Session,
  line: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { runOn } = await import('../terminal/run-on.ts');
  return runOn(session, line);
}

/** A word as the shell takes it for itself. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Builds the folder of a kustomization, and again whenever something at home is written. */
export function useRendered(files: HomeFiles, path: string): Rendered | undefined {
  const session = useSession();
  const [rendered, setRendered] = useState<Rendered>();
  const folder = kustomizationFolder(path);
  useEffect(() => {
    if (folder === undefined) return undefined;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const build = (): void => {
      void runLine(session, `kubectl kustomize ${quoted(folder)}`).then(({ stdout, stderr }) => {
        if (!left) setRendered({ folder, text: stdout, error: stderr.trim() });
      });
    };
    const soon = (changed: string): void => {
      // What programs keep for themselves, such as a history, is in nobody's folder.
      if (!isWithin(changed, HOME) || changed.includes('/.')) return;
      clearTimeout(timer);
      timer = setTimeout(build, PAUSE);
    };
    build();
    const stop = files.onChange(soon);
    return () => {
      left = true;
      clearTimeout(timer);
      stop();
    };
  }, [session, files, folder]);
  return rendered !== undefined && rendered.folder === folder ? rendered : undefined;
}
