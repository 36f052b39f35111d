import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { bytesOf, textOf } from '../../engine/apimachinery/index.ts';
import { HOME, isWithin, nameOf, parentOf, type HomeFiles } from '../../terminal/files/index.ts';

/** Which of the learner's files are open. What stands in them is in the home that the terminal has too. */
interface Workspace {
  /** Paths, in the order of their tabs. */
  readonly open: readonly string[];
  readonly active: string | undefined;
  readonly treeShown: boolean;
  /** Whether what will change is shown before anything is applied. */
  readonly askFirst: boolean;
  /** Directories whose contents are shown. */
  readonly unfolded: readonly string[];
}

const MOST_OPEN = 12;
const LARGEST = 512 * 1024;

export const useWorkspace = create<Workspace>()(
  persist(
    (): Workspace => ({
      open: [],
      active: undefined,
      treeShown: false,
      askFirst: false,
      unfolded: [`${HOME}/examples`],
    }),
    {
      name: 'orrery-editor',
      version: 1,
    },
  ),
);

const FIRST = `# Ctrl + Enter applies what stands here, like kubectl apply -f.
apiVersion: v1
kind: Pod
metadata:
  name: k8s-nodejs
  labels:
    app: hi-nodejs
spec:
  containers:
    - name: gpu-test
      image: 1985ck/gpu-test:1.0
      ports:
        - containerPort: 8000
`;

/** Leaves no tab of a file that is gone, and one at least. */
export function settle(files: HomeFiles): void {
  useWorkspace.setState(({ open, active, ...rest }) => {
    const left = open.filter((path) => isFile(files, path));
    if (left.length === 0) left.push(firstFile(files));
    return { ...rest, open: left, active: active !== undefined && left.includes(active) ? active : left.at(-1) };
  });
}

function firstFile(files: HomeFiles): string {
  const path = `${HOME}/manifest.yaml`;
  if (!isFile(files, path)) files.writeNow(path, bytesOf(FIRST));
  return path;
}

function isFile(files: HomeFiles, path: string): boolean {
  return files.statNow(path)?.directory === false;
}

export function readText(files: HomeFiles, path: string): string {
  return textOf(files.readNow(path) ?? '');
}

export function writeText(files: HomeFiles, path: string, text: string): void {
  files.writeNow(path, bytesOf(text));
}

/** Brings a file forward, opened if it is not; of too many the one that was opened first is closed. */
export function openFile(path: string): void {
  useWorkspace.setState(({ open }) => {
    const all = open.includes(path) ? open : [...open, path].slice(-MOST_OPEN);
    return { open: all, active: path };
  });
}

export function closeFile(files: HomeFiles, path: string): void {
  for (const told of [...closing]) told(path);
  useWorkspace.setState(({ open, active }) => {
    const index = open.indexOf(path);
    const left = open.filter((other) => other !== path);
    return { open: left, active: active === path ? left[Math.min(index, left.length - 1)] : active };
  });
  settle(files);
}

const closing = new Set<(path: string) => void>();

/** Told whenever a tab is closed; answers how to stop. */
export function onClose(told: (path: string) => void): () => void {
  closing.add(told);
  return () => closing.delete(told);
}

/** A path in a directory that no file has: `web.yaml`, `web-2.yaml`. */
export function freePath(files: HomeFiles, directory: string, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number++) {
    const path = `${directory}/${stem}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!files.statNow(path)) return path;
  }
}

/** Writes a new file beside the others and opens it; one of the same name and text is only brought forward. */
export function addFile(files: HomeFiles, name: string, text: string, directory: string = HOME): string {
  const same = `${directory}/${name}`;
  const known = isFile(files, same) && readText(files, same) === text;
  const path = known ? same : freePath(files, directory, name);
  if (!known) writeText(files, path, text.slice(0, LARGEST));
  openFile(path);
  return path;
}

export function newFile(files: HomeFiles, directory: string = HOME): string {
  const path = freePath(files, directory, 'manifest.yaml');
  writeText(files, path, '');
  openFile(path);
  return path;
}

export function newFolder(files: HomeFiles, directory: string = HOME): string {
  const path = freePath(files, directory, 'folder');
  files.makeDirectoryNow(path);
  unfold(directory, true);
  return path;
}

export function duplicate(files: HomeFiles, path: string): void {
  const copy = freePath(files, parentOf(path), nameOf(path));
  files.writeNow(copy, files.readNow(path) ?? '');
  openFile(copy);
}

/** A file or a folder gets another name; tabs follow. Throws a FileError when it cannot. */
export function rename(files: HomeFiles, from: string, to: string): void {
  files.renameNow(from, to);
  const moved = (path: string): string => (isWithin(path, from) ? to + path.slice(from.length) : path);
  useWorkspace.setState(({ open, active, unfolded }) => ({
    open: open.map(moved),
    active: active === undefined ? undefined : moved(active),
    unfolded: unfolded.map(moved),
  }));
}

export function remove(files: HomeFiles, path: string): void {
  files.removeNow(path);
  settle(files);
}

export function unfold(path: string, open: boolean): void {
  useWorkspace.setState(({ unfolded }) => ({
    unfolded: open ? [...new Set([...unfolded, path])] : unfolded.filter((other) => other !== path),
  }));
}

/** `examples/pod.yaml`: as somebody at home would say it. */
export function shownPath(path: string): string {
  return path.startsWith(`${HOME}/`) ? path.slice(HOME.length + 1) : path;
}
