import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApiObject, OwnerReference } from '../../../engine/apimachinery/index.ts';
import { Mirror } from '../../store/index.ts';
import { overlaps, type Rect } from '../board/geometry.ts';
import { covers, type Entity } from './entity.ts';
import { Families } from './families.ts';
import { cellFor, plotAt, podAt, ROOM, ROOT, rowAt, stackAt, type PodCell } from './plot-layout.ts';
import { makePlotView, type PlotView } from './plot-view.ts';

const KINDS = {
  Deployment: ['apps/v1', 'deployments.apps'],
  ReplicaSet: ['apps/v1', 'replicasets.apps'],
  Pod: ['v1', 'pods'],
} as const;
type Kind = keyof typeof KINDS;

/** A cluster's history, written by hand. */
class History {
  readonly mirror = new Mirror();
  readonly objects = new Map<string, ApiObject>();
  revision = 0;

  put(at: number, kind: Kind, name: string, owner?: ApiObject, replicas = 1, namespace = 'default'): ApiObject {
    const [apiVersion] = KINDS[kind];
    const uid = this.objects.get(`${kind} ${name}`)?.metadata.uid ?? `${kind} ${name} ${++this.revision}`;
    const ownerReferences: OwnerReference[] | undefined = owner && [
      {
        apiVersion: owner.apiVersion,
        kind: owner.kind,
        name: owner.metadata.name,
        uid: owner.metadata.uid,
        controller: true,
      },
    ];
    const metadata = {
      name,
      namespace,
      uid,
      resourceVersion: '1',
      creationTimestamp: '',
      ...(ownerReferences && { ownerReferences }),
    };
    const object = { apiVersion, kind, metadata, spec: { replicas }, status: { replicas } };
    this.objects.set(`${kind} ${name}`, object);
    this.#observe(at, kind, object, object);
    return object;
  }

  remove(at: number, kind: Kind, name: string): void {
    const object = this.objects.get(`${kind} ${name}`);
    if (!object) return;
    this.objects.delete(`${kind} ${name}`);
    this.#observe(at, kind, object, undefined);
  }

  #observe(at: number, kind: Kind, { metadata }: ApiObject, object: ApiObject | undefined): void {
    const { name, namespace = '' } = metadata;
    this.mirror.add([{ at, revision: ++this.revision, resource: KINDS[kind][1], namespace, name, object }]);
  }

  /** The trees at a moment, from all that is known of the history. */
  treesAt(families: Families, time: number): readonly PlotView[] {
    const look = (entity: Entity): ApiObject | undefined => {
      const found = this.mirror.at(entity.resource, entity.key, time);
      return found?.metadata.uid === entity.uid ? found : undefined;
    };
    return families
      .plots()
      .filter((plot) => covers(plot, time))
      .map((plot) => makePlotView(families, plot, time, look));
  }
}

/** Where every card and pod of a tree stands on the board, by uid; pods by their place where the size is not the same. */
function standing(view: PlotView): Map<string, { readonly rect: Rect; readonly size: PodCell | '' }> {
  const found = new Map<string, { readonly rect: Rect; readonly size: PodCell | '' }>();
  const plot = plotAt(view.plot.region, view.plot.place);
  const put = (id: string, { x, y, width, height }: Rect, size: PodCell | '' = ''): void => {
    found.set(id, { rect: { x: plot.x + x, y: plot.y + y, width, height }, size });
  };
  put(view.plot.id, ROOT);
  if (view.folded.length > 0) put(`stack of ${view.plot.id}`, stackAt(view.form));
  for (const { place, member, group } of view.rows) {
    if (view.form !== 'revisions' && view.form !== 'branches') continue;
    const { card, room } = rowAt(view.form, place);
    if (member) put(member.entity.uid, card);
    const size = cellFor(group.most, room);
    if (size !== 'dots') for (const pod of group.pods) put(pod.uid, podAt(pod.place, size, room), size);
  }
  const size = cellFor(view.group.most, ROOM);
  if (size !== 'dots') for (const pod of view.group.pods) put(pod.uid, podAt(pod.place, size, ROOM), size);
  return found;
}

const step = fc.record({
  act: fc.constantFrom(
    'deploy',
    'revise',
    'idle',
    'pod',
    'pod',
    'pod',
    'bare',
    'drop',
    'dropSet',
    'dropDeployment',
    'orphan',
  ),
  which: fc.nat(3),
  set: fc.nat(2),
  pod: fc.nat(7),
});

/** Plays acts, one a tick. Which of them are possible depends on what is there. */
function play(
  acts: readonly { readonly act: string; readonly which: number; readonly set: number; readonly pod: number }[],
  seen: (history: History, at: number) => void = () => {},
) {
  const history = new History();
  acts.forEach(({ act, which, set, pod }, i) => {
    const at = (i + 1) * 10;
    const [d, s] = [`d${which}`, `d${which}-s${set}`];
    const p = `${s}-p${pod}`;
    const owner = history.objects.get(`Deployment ${d}`);
    const mid = history.objects.get(`ReplicaSet ${s}`);
    if (act === 'deploy') history.put(at, 'Deployment', d);
    if (act === 'revise' && owner) history.put(at, 'ReplicaSet', s, owner);
    if (act === 'idle' && mid) history.put(at, 'ReplicaSet', s, owner, 0);
    if (act === 'orphan' && mid) history.put(at, 'ReplicaSet', s);
    if (act === 'pod' && mid) history.put(at, 'Pod', p, mid);
    if (act === 'bare') history.put(at, 'Pod', `bare-${pod}`);
    if (act === 'drop') history.remove(at, 'Pod', p);
    if (act === 'dropSet') history.remove(at, 'ReplicaSet', s);
    if (act === 'dropDeployment') history.remove(at, 'Deployment', d);
    seen(history, at);
  });
  return history;
}

describe('trees on their plots', () => {
  const acts = fc.array(step, { minLength: 5, maxLength: 60 });

  it('never overlap, and nothing on them does', () => {
    fc.assert(
      fc.property(acts, fc.nat(60), (all, when) => {
        const history = play(all);
        const rects = history
          .treesAt(new Families(history.mirror), when * 10 + 5)
          .flatMap((view) => [...standing(view).values()]);
        rects.forEach(({ rect }, i) => {
          for (const other of rects.slice(i + 1)) expect(overlaps(rect, other.rect)).toBe(false);
        });
      }),
    );
  });

  it('stay where they are while they stay: nothing moves but what changed hands or size', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const history = play(all);
        const families = new Families(history.mirror);
        for (let i = 1; i < all.length; i++) {
          const before = new Map(history.treesAt(families, i * 10 + 5).flatMap((view) => [...standing(view)]));
          const after = new Map(history.treesAt(families, i * 10 + 15).flatMap((view) => [...standing(view)]));
          for (const [id, { rect, size }] of after) {
            const old = before.get(id);
            const changed = ['orphan', 'idle', 'revise'].includes(all[i]!.act);
            if (old && old.size === size && !changed) expect(old.rect, id).toEqual(rect);
          }
        }
      }),
    );
  });

  it('stand where they stood when less of the history was known', () => {
    fc.assert(
      fc.property(acts, fc.nat(40), (all, known) => {
        const then = play(all.slice(0, known + 1));
        const now = play(all);
        const time = (known + 1) * 10 + 5;
        const before = then.treesAt(new Families(then.mirror), time).flatMap((view) => [...standing(view)]);
        const after = now.treesAt(new Families(now.mirror), time).flatMap((view) => [...standing(view)]);
        expect(after).toEqual(before);
      }),
    );
  });

  it('are the same whether the history is read at once or looked at as it comes', () => {
    fc.assert(
      fc.property(acts, (all) => {
        let families: Families | undefined;
        const history = play(all, (so, at) => {
          families ??= new Families(so.mirror);
          so.treesAt(families, at + 5);
        });
        const fresh = new Families(history.mirror);
        for (let time = 5; time < all.length * 10 + 10; time += 10)
          expect(history.treesAt(families!, time)).toEqual(history.treesAt(fresh, time));
      }),
    );
  });
});

describe('a tree', () => {
  it('keeps its place, its owner as a ghost, until the garbage collector has taken the last of it', () => {
    const history = new History();
    const web = history.put(10, 'Deployment', 'web');
    const set = history.put(20, 'ReplicaSet', 'web-1', web);
    history.put(30, 'Pod', 'web-1-a', set);
    history.remove(40, 'Deployment', 'web');
    history.remove(50, 'ReplicaSet', 'web-1');
    history.remove(60, 'Pod', 'web-1-a');
    const families = new Families(history.mirror);
    const [ghost] = history.treesAt(families, 45);
    expect(ghost).toMatchObject({ root: { gone: true }, rows: [{ member: { gone: false } }] });
    const [later] = history.treesAt(families, 55);
    expect(later?.rows[0]).toMatchObject({ member: { gone: true }, group: { pods: [{ place: 0 }] } });
    expect(history.treesAt(families, 65)).toEqual([]);
  });

  it('loses an orphan, which becomes a tree of its own with all that it owns', () => {
    const history = new History();
    const web = history.put(10, 'Deployment', 'web');
    const set = history.put(20, 'ReplicaSet', 'web-1', web);
    history.put(30, 'Pod', 'web-1-a', set);
    history.put(40, 'ReplicaSet', 'web-1');
    history.remove(41, 'Deployment', 'web');
    const trees = history.treesAt(new Families(history.mirror), 45);
    expect(trees.map(({ root, group }) => [root?.entity.name, group.pods.length])).toEqual([['web-1', 1]]);
  });

  it('folds a revision that has no pods, once its last pod has ended', () => {
    const history = new History();
    const web = history.put(10, 'Deployment', 'web');
    const old = history.put(20, 'ReplicaSet', 'web-1', web);
    history.put(30, 'Pod', 'web-1-a', old);
    history.put(35, 'ReplicaSet', 'web-2', web);
    history.put(40, 'ReplicaSet', 'web-1', web, 0);
    const families = new Families(history.mirror);
    expect(history.treesAt(families, 45)[0]).toMatchObject({ folded: [], rows: [{ place: 0 }, { place: 1 }] });
    history.remove(50, 'Pod', 'web-1-a');
    const [tree] = history.treesAt(families, 55);
    expect(tree?.folded.map(({ entity }) => entity.name)).toEqual(['web-1']);
    // The revision that is left does not move up.
    expect(tree?.rows.map(({ place, member }) => [place, member?.entity.name])).toEqual([[1, 'web-2']]);
  });
});
