import type { Container, Pod, Volume } from '../api/pod/types.ts';
import {
  bytesFromBase64,
  bytesOf,
  decodeLatin1,
  formatTime,
  parseQuantity,
  type Bytes,
} from '../apimachinery/index.ts';
import type { NodeDisk, PodVolumes } from '../cri-api/index.ts';
import { TreeFiles, directory, file, link, type DirectoryNode, type FileNode } from '../shell/index.ts';
import { fieldValue, type PodPlace } from './environment.ts';

/** What ConfigMaps and Secrets hold, by `configMap web` and `secret tls`; a claim's directory by `claim data`. */
export interface VolumeData {
  readonly objects: ReadonlyMap<string, Contents>;
  readonly claims: ReadonlyMap<string, ClaimedVolume>;
  /** Of the pod's service account, by audience; '' is the API server. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** `data` and `binaryData` of an object; those of a Secret, and binaryData, are base64. */
export interface Contents {
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly binaryData?: Readonly<Record<string, string>> | undefined;
}

/** The volume that a claim is bound to: one of the node's own directories, or one that has been provisioned. */
export interface ClaimedVolume {
  readonly volume: string;
  readonly hostPath: string | undefined;
}

interface Item {
  readonly path: string;
  readonly content: Bytes;
  readonly mode: number;
}

interface KeyToPath {
  readonly key: string;
  readonly path: string;
  readonly mode?: number | undefined;
}

/**
 * The volumes of one pod on its node's disk, each made when a container looks into it for the first time. What a ConfigMap or a
 * Secret says is written as upstream's atomic writer does: a directory named after the time, `..data` that leads there, and a link
 * for each file (pkg/volume/util/atomic_writer.go); so all files of an update change at once.
 */
export class MountedVolumes implements PodVolumes {
  pod: Pod;
  readonly #disk: NodeDisk;
  readonly #now: () => number;
  readonly #place: () => PodPlace;
  #data: VolumeData;
  readonly #made = new Map<string, DirectoryNode | FileNode>();

  constructor(pod: Pod, disk: NodeDisk, now: () => number, place: () => PodPlace, data: VolumeData) {
    this.pod = pod;
    this.#disk = disk;
    this.#now = now;
    this.#place = place;
    this.#data = data;
  }

  volume(name: string): DirectoryNode | FileNode | undefined {
    const known = this.#made.get(name);
    if (known) return known;
    const volume = this.pod.spec.volumes?.find((one) => one.name === name);
    if (!volume) return undefined;
    const made = this.#make(volume);
    this.#made.set(name, made);
    return made;
  }

  /** What has changed in objects and in the pod reaches the files that are there already. */
  update(pod: Pod, data: VolumeData): void {
    this.pod = pod;
    this.#data = data;
    for (const volume of pod.spec.volumes ?? []) {
      const node = this.#made.get(volume.name);
      if (node?.type === 'directory' && isWritten(volume)) this.#write(node, volume);
    }
  }

  #make(volume: Volume): DirectoryNode | FileNode {
    if (volume.hostPath) return this.#hostPath(volume.hostPath.path, volume.hostPath.type);
    const claim =
      volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral && `${this.pod.metadata.name}-${volume.name}`);
    const claimed = claim === undefined ? undefined : this.#data.claims.get(claim);
    if (claimed?.hostPath !== undefined) return this.#hostPath(claimed.hostPath, 'DirectoryOrCreate');
    if (claimed) {
      let node = this.#disk.claims.get(claimed.volume);
      if (!node) this.#disk.claims.set(claimed.volume, (node = directory(0o777, this.#now())));
      return node;
    }
    const node = directory(0o777, this.#now());
    if (isWritten(volume)) this.#write(node, volume);
    return node;
  }

  #hostPath(path: string, type: string | undefined): DirectoryNode | FileNode {
    const files = new TreeFiles(this.#now, this.#disk.root);
    const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
    let node: DirectoryNode = files.root;
    parts.forEach((part, i) => {
      const next = node.children.get(part);
      if (next?.type === 'directory') node = next;
      else if (!next || i < parts.length - 1) {
        const made = directory(0o755, this.#now());
        if (!type?.startsWith('File') || i < parts.length - 1) {
          node.children.set(part, made);
          node = made;
        } else node.children.set(part, file('', 0o644, this.#now()));
      }
    });
    const last = files.root === node ? undefined : node.children.get(parts.at(-1) ?? '');
    return last?.type === 'file' ? last : node;
  }

  #write(node: DirectoryNode, volume: Volume): void {
    const items = this.#itemsOf(volume);
    const at = this.#now();
    const fresh = directory(0o755, at);
    for (const { path, content, mode } of items) put(fresh, path, file(content, mode, at));
    const stamp = `..${timestamp(at)}`;
    const old = node.children.get('..data');
    const before = old?.type === 'link' ? node.children.get(old.target) : undefined;
    if (before?.type === 'directory' && same(before, fresh)) return;
    if (old?.type === 'link') node.children.delete(old.target);
    const names = new Set(items.map(({ path }) => path.split('/')[0]!));
    for (const name of [...node.children.keys()]) if (!names.has(name)) node.children.delete(name);
    node.children.set(stamp, fresh);
    node.children.set('..data', link(stamp, at));
    for (const name of names) if (!node.children.has(name)) node.children.set(name, link(`..data/${name}`, at));
    node.modified = at;
  }

  #itemsOf(volume: Volume): Item[] {
    const { configMap, secret, downwardAPI, projected } = volume;
    if (configMap) return this.#fromObject('configMap', configMap.name, configMap.items, configMap.defaultMode);
    if (secret) return this.#fromObject('secret', secret.secretName, secret.items, secret.defaultMode);
    if (downwardAPI) return this.#fromPod(downwardAPI.items, downwardAPI.defaultMode);
    const mode = projected?.defaultMode;
    return (projected?.sources ?? []).flatMap((source) => {
      if (source.configMap) return this.#fromObject('configMap', source.configMap.name, source.configMap.items, mode);
      if (source.secret) return this.#fromObject('secret', source.secret.name, source.secret.items, mode);
      if (source.downwardAPI) return this.#fromPod(source.downwardAPI.items, mode);
      const token = source.serviceAccountToken;
      return token
        ? [
            {
              path: token.path,
              content: bytesOf(this.#data.tokens.get(token.audience ?? '') ?? ''),
              mode: mode ?? 0o644,
            },
          ]
        : [];
    });
  }

  #fromObject(
    kind: 'configMap' | 'secret',
    name: string | undefined,
    items: readonly KeyToPath[] | undefined,
    mode = 0o644,
  ): Item[] {
    const found = this.#data.objects.get(`${kind} ${name ?? ''}`);
    if (!found) return [];
    const bytes = new Map<string, Bytes>();
    for (const [key, value] of Object.entries(found.data ?? {})) {
      bytes.set(key, kind === 'secret' ? decodeLatin1(bytesFromBase64(value)) : bytesOf(value));
    }
    for (const [key, value] of Object.entries(found.binaryData ?? {}))
      bytes.set(key, decodeLatin1(bytesFromBase64(value)));
    const chosen = items ?? [...bytes.keys()].map((key): KeyToPath => ({ key, path: key }));
    return chosen.flatMap((item) => {
      const content = bytes.get(item.key);
      return content === undefined ? [] : [{ path: item.path, content, mode: item.mode ?? mode }];
    });
  }

  #fromPod(items: DownwardItems, mode = 0o644): Item[] {
    return (items ?? []).map((item) => {
      const { fieldRef, resourceFieldRef } = item;
      const path = fieldRef?.fieldPath ?? '';
      const all =
        path === 'metadata.labels'
          ? this.pod.metadata.labels
          : path === 'metadata.annotations'
            ? this.pod.metadata.annotations
            : undefined;
      let text = all ? mapText(all) : fieldRef ? fieldValue(this.pod, path, this.#place()) : '';
      if (resourceFieldRef) {
        const container = this.pod.spec.containers.find((one) => one.name === resourceFieldRef.containerName);
        text = container ? resourceValue(container, resourceFieldRef.resource, resourceFieldRef.divisor) : '';
      }
      return { path: item.path, content: bytesOf(text), mode: item.mode ?? mode };
    });
  }
}

type DownwardItems = NonNullable<Volume['downwardAPI']>['items'];

function isWritten({ configMap, secret, downwardAPI, projected }: Volume): boolean {
  return (configMap ?? secret ?? downwardAPI ?? projected) !== undefined;
}

/** Puts a file at a path below a directory, making those on the way. */
function put(root: DirectoryNode, path: string, node: FileNode): void {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const name = parts.pop();
  if (name === undefined) return;
  let at = root;
  for (const part of parts) {
    const next = at.children.get(part);
    const made = next?.type === 'directory' ? next : directory(0o755, root.modified);
    at.children.set(part, made);
    at = made;
  }
  at.children.set(name, node);
}

function same(a: DirectoryNode, b: DirectoryNode): boolean {
  if (a.children.size !== b.children.size) return false;
  for (const [name, node] of a.children) {
    const other = b.children.get(name);
    if (node.type === 'directory') {
      if (other?.type !== 'directory' || !same(node, other)) return false;
    } else if (node.type !== 'file' || other?.type !== 'file' || node.content !== other.content) return false;
  }
  return true;
}

/** `2026_01_01_00_00_12.000000000` */
function timestamp(at: number): string {
  return `${formatTime(at).replace(/[-T:]/g, '_').replace('Z', '')}.${String(at % 1_000_000).padStart(6, '0')}000`;
}

/** `app="web"`, a line for each. pkg/fieldpath/fieldpath.go FormatMap */
function mapText(map: Readonly<Record<string, string>>): string {
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}

/** A request or limit in units of the divisor, rounded up. pkg/api/v1/resource/helpers.go ExtractContainerResourceValue */
export function resourceValue(container: Container, resource: string, divisor: string | number | undefined): string {
  const dot = resource.indexOf('.');
  const list = container.resources[resource.slice(0, dot) as 'limits' | 'requests'];
  const value = list?.[resource.slice(dot + 1)];
  if (value === undefined) return '0';
  const one = divisor === undefined || String(divisor) === '0' ? 1 : parseQuantity(divisor).asApproximateFloat64();
  return String(Math.ceil(parseQuantity(value).asApproximateFloat64() / one - 1e-9));
}
