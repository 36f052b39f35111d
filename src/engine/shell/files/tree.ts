import { compareStrings, type Bytes } from '../../apimachinery/index.ts';
import { FileError, type FileSystem, type Stat } from './file-system.ts';
import { partsOf } from './path.ts';

/** What has a name in a directory. `content` of a file may be made the first time that somebody asks for it. */
export type Node = FileNode | DirectoryNode | LinkNode;

export interface FileNode {
  readonly type: 'file' | 'device';
  content: Bytes | (() => Bytes);
  mode: number;
  modified: number;
}

export interface DirectoryNode {
  readonly type: 'directory';
  readonly children: Map<string, Node>;
  mode: number;
  modified: number;
  /** Nobody may change anything in it: a volume that is mounted read-only. */
  readOnly: boolean;
}

export interface LinkNode {
  readonly type: 'link';
  readonly target: string;
  mode: number;
  modified: number;
}

/** The bytes that all files of a tree may hold, and the files that there may be. */
export interface TreeLimits {
  readonly bytes: number;
  readonly nodes: number;
}

const LIMITS: TreeLimits = { bytes: 64 * 1024 * 1024, nodes: 50_000 };
/** SYMLOOP_MAX */
const MOST_LINKS = 40;

export function directory(mode = 0o755, modified = 0): DirectoryNode {
  return { type: 'directory', children: new Map(), mode, modified, readOnly: false };
}

export function file(content: FileNode['content'], mode = 0o644, modified = 0): FileNode {
  return { type: 'file', content, mode, modified };
}

export function link(target: string, modified = 0): LinkNode {
  return { type: 'link', target, mode: 0o777, modified };
}

/** A node as it was found on the way: its directory is kept for those who change it. */
interface Found {
  readonly node: Node | undefined;
  readonly parent: DirectoryNode;
  readonly name: string;
  readonly readOnly: boolean;
}

/**
 * Files in memory. Mounting is putting a directory of somebody else's into the tree: two trees that hold the same node see each
 * other's changes, which is what an emptyDir is.
 */
export class TreeFiles implements FileSystem {
  readonly root: DirectoryNode;
  readonly #now: () => number;
  readonly #limits: TreeLimits;
  #bytes = 0;
  #nodes = 0;

  constructor(now: () => number, root: DirectoryNode = directory(), limits: TreeLimits = LIMITS) {
    this.root = root;
    this.#now = now;
    this.#limits = limits;
  }

  stat(path: string): Stat | undefined {
    return statOf(this.#look(path, true));
  }

  lstat(path: string): Stat | undefined {
    return statOf(this.#look(path, false));
  }

  list(path: string): readonly string[] {
    const node = this.#find(path, true).node;
    if (!node) throw new FileError('ENOENT');
    if (node.type !== 'directory') throw new FileError('ENOTDIR');
    return [...node.children.keys()].sort(compareStrings);
  }

  read(path: string): Bytes {
    const { node } = this.#find(path, true);
    if (!node) throw new FileError('ENOENT');
    if (node.type === 'directory') throw new FileError('EISDIR');
    if (path.endsWith('/')) throw new FileError('ENOTDIR');
    return contentOf(node as FileNode);
  }

  write(path: string, content: Bytes, how?: 'append'): void {
    const { node, parent, name, readOnly } = this.#find(path, true);
    if (node?.type === 'directory' || path.endsWith('/')) throw new FileError('EISDIR');
    if (readOnly) throw new FileError('EROFS');
    const modified = this.#now();
    if (!node) {
      this.#count(content.length, 1);
      parent.children.set(name, file(content, 0o644, modified));
      parent.modified = modified;
      return;
    }
    const old = node as FileNode;
    const held = how === 'append' ? contentOf(old) : '';
    this.#count(content.length, 0);
    old.content = held + content;
    old.modified = modified;
  }

  mkdir(path: string): void {
    const { node, parent, name, readOnly } = this.#find(path, false);
    if (node) throw new FileError('EEXIST');
    if (readOnly) throw new FileError('EROFS');
    this.#count(0, 1);
    parent.children.set(name, directory(0o755, this.#now()));
    parent.modified = this.#now();
  }

  remove(path: string): void {
    const { node, parent, name, readOnly } = this.#find(path, false);
    if (!node) throw new FileError('ENOENT');
    if (name === '') throw new FileError('EBUSY');
    if (readOnly) throw new FileError('EROFS');
    if (node.type === 'directory') {
      if (node.readOnly) throw new FileError('EBUSY');
      if (node.children.size > 0) throw new FileError('ENOTEMPTY');
    }
    parent.children.delete(name);
    parent.modified = this.#now();
    this.#nodes--;
    if (node.type === 'file' && typeof node.content === 'string') this.#bytes -= node.content.length;
  }

  rename(from: string, to: string): void {
    const source = this.#find(from, false);
    const target = this.#find(to, false);
    if (!source.node) throw new FileError('ENOENT');
    if (source.readOnly || target.readOnly) throw new FileError('EROFS');
    if (source.name === '' || target.name === '') throw new FileError('EBUSY');
    if (source.node === target.node) return;
    if (source.node.type === 'directory' && holds(source.node, target.parent)) throw new FileError('EINVAL');
    if (target.node?.type === 'directory') {
      if (source.node.type !== 'directory') throw new FileError('EISDIR');
      if (target.node.children.size > 0) throw new FileError('ENOTEMPTY');
    } else if (target.node && source.node.type === 'directory') throw new FileError('ENOTDIR');
    source.parent.children.delete(source.name);
    target.parent.children.set(target.name, source.node);
  }

  symlink(target: string, path: string): void {
    const { node, parent, name, readOnly } = this.#find(path, false);
    if (node) throw new FileError('EEXIST');
    if (readOnly) throw new FileError('EROFS');
    this.#count(0, 1);
    parent.children.set(name, link(target, this.#now()));
  }

  chmod(path: string, mode: number): void {
    this.#changed(path).mode = mode;
  }

  touch(path: string, at: number): void {
    this.#changed(path).modified = at;
  }

  #changed(path: string): Node {
    const { node, readOnly } = this.#find(path, true);
    if (!node) throw new FileError('ENOENT');
    if (readOnly) throw new FileError('EROFS');
    return node;
  }

  #count(bytes: number, nodes: number): void {
    if (this.#bytes + bytes > this.#limits.bytes || this.#nodes + nodes > this.#limits.nodes) {
      throw new FileError('ENOSPC');
    }
    this.#bytes += bytes;
    this.#nodes += nodes;
  }

  #look(path: string, follow: boolean): Node | undefined {
    try {
      return this.#find(path, follow).node;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** Throws ENOENT or ENOTDIR when a directory on the way is missing; the last name itself may be. */
  #find(path: string, follow: boolean): Found {
    let names = partsOf(path);
    let links = 0;
    for (;;) {
      let parent = this.root;
      let found: Found = { node: parent, parent, name: '', readOnly: parent.readOnly };
      let again: string[] | undefined;
      let readOnly = parent.readOnly;
      for (let i = 0; i < names.length; i++) {
        const node: Node | undefined = found.node;
        if (!node) throw new FileError('ENOENT');
        if (node.type !== 'directory') throw new FileError('ENOTDIR');
        parent = node;
        readOnly ||= node.readOnly;
        const name = names[i]!;
        const child: Node | undefined = parent.children.get(name);
        if (child?.type === 'link' && (follow || i < names.length - 1)) {
          const base = child.target.startsWith('/') ? '' : names.slice(0, i).join('/');
          again = [...partsOf(`${base}/${child.target}`), ...names.slice(i + 1)];
          break;
        }
        found = { node: child, parent, name, readOnly };
      }
      if (!again) return found;
      if (++links > MOST_LINKS) throw new FileError('ELOOP');
      names = again;
    }
  }
}

function contentOf(node: FileNode): Bytes {
  return typeof node.content === 'string' ? node.content : node.content();
}

function holds(outer: DirectoryNode, inner: DirectoryNode): boolean {
  if (outer === inner) return true;
  for (const child of outer.children.values()) if (child.type === 'directory' && holds(child, inner)) return true;
  return false;
}

function statOf(node: Node | undefined): Stat | undefined {
  if (!node) return undefined;
  const { type, mode, modified } = node;
  if (node.type === 'directory') return { type, mode, modified, size: 4096 };
  if (node.type === 'link') return { type, mode, modified, size: node.target.length, target: node.target };
  return { type, mode, modified, size: node.type === 'device' ? 0 : contentOf(node).length };
}
