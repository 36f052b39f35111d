import type { PodLife } from './pod-lives.ts';
import { trackOrder } from './tracks.ts';
import { componentOf, hostOf } from './trace-index.ts';

export type Grouped = 'node' | 'owner';

/** One line of the unfolded timeline. */
export type Row =
  | {
      readonly type: 'group';
      readonly id: string;
      /** `plane`: the control plane and the person; `nodes`: their components; `node`, `owner`: of that name; '' has none. */
      readonly of: 'plane' | 'nodes' | Grouped;
      readonly name: string;
      readonly count: number;
      readonly folded: boolean;
    }
  | { readonly type: 'process'; readonly id: string; readonly process: string }
  | { readonly type: 'pod'; readonly id: string; readonly life: PodLife; readonly opened: boolean }
  | { readonly type: 'container'; readonly id: string; readonly life: PodLife; readonly name: string };

export interface RowsAsked {
  readonly by: Grouped;
  /** Groups whose folding is not what it is by itself. */
  readonly turned: ReadonlySet<string>;
  /** Pods whose containers are shown. */
  readonly opened: ReadonlySet<string>;
  /** Only what has this in its name; groups without any are left out, and none is folded. */
  readonly search: string;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** The row of a process: its own, or that of the folded group that it is in. */
  readonly ofProcess: ReadonlyMap<string, number>;
  readonly ofPod: ReadonlyMap<string, number>;
}

export const NO_ROWS: Rows = { rows: [], ofProcess: new Map(), ofPod: new Map() };

/** With more nodes, or more pods of an owner, than this, their groups begin folded. */
const FEW = 6;

interface Group {
  readonly id: string;
  readonly of: 'plane' | 'nodes' | Grouped;
  readonly name: string;
  readonly processes: string[];
  readonly pods: PodLife[];
}

/**
 * The tracks in their order: the person and the control plane, then node by node what runs there, or owner by owner. Pure in what is
 * given; what comes later stands after what came before it in its group.
 */
export function rowsOf(
  processes: Iterable<string>,
  lives: Iterable<PodLife>,
  containersOf: (key: string) => readonly string[],
  asked: RowsAsked,
): Rows {
  const rows: Row[] = [];
  const ofProcess = new Map<string, number>();
  const ofPod = new Map<string, number>();
  const groups = groupsOf(processes, lives, asked);
  const many = groups.filter(({ of }) => of === asked.by).length > FEW;
  for (const group of groups) {
    const { id, of, name } = group;
    const foldsItself = asked.search === '' && (of === asked.by ? many : of === 'nodes');
    const folded = asked.search === '' && foldsItself !== asked.turned.has(id);
    const at = rows.length;
    rows.push({ type: 'group', id, of, name, count: group.processes.length + group.pods.length, folded });
    for (const process of group.processes) {
      ofProcess.set(process, folded ? at : rows.length);
      if (!folded) rows.push({ type: 'process', id: process, process });
    }
    for (const life of group.pods) {
      ofPod.set(life.key, folded ? at : rows.length);
      if (folded) continue;
      const opened = asked.opened.has(life.key);
      rows.push({ type: 'pod', id: `pod ${life.key}`, life, opened });
      if (!opened) continue;
      for (const one of containersOf(life.key))
        rows.push({ type: 'container', id: `pod ${life.key} ${one}`, life, name: one });
    }
  }
  return { rows, ofProcess, ofPod };
}

const ON_NODES = new Set(['kubelet', 'containerd', 'kube-proxy']);

function groupsOf(processes: Iterable<string>, lives: Iterable<PodLife>, { by, search }: RowsAsked): readonly Group[] {
  const groups = new Map<string, Group>();
  const group = (of: Group['of'], name: string): Group => {
    const id = `${of} ${name}`;
    let found = groups.get(id);
    if (!found) groups.set(id, (found = { id, of, name, processes: [], pods: [] }));
    return found;
  };
  const wanted = (name: string): boolean => search === '' || name.toLowerCase().includes(search.toLowerCase());
  for (const process of trackOrder(processes)) {
    if (!wanted(process)) continue;
    if (!ON_NODES.has(componentOf(process))) group('plane', '').processes.push(process);
    else if (by === 'owner') group('nodes', '').processes.push(process);
    else group('node', hostOf(process)).processes.push(process);
  }
  for (const life of lives) {
    if (!wanted(life.name)) continue;
    group(by, by === 'node' ? life.node : life.owner).pods.push(life);
  }
  return [...groups.values()].filter(({ processes: own, pods }) => own.length + pods.length > 0);
}
