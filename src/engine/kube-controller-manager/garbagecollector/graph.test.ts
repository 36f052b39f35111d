import { describe, expect, it } from 'vitest';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import { PODS } from '../../api/refs.ts';
import { deletionConditions } from '../namespace/conditions.ts';
import { DependencyGraph } from './graph.ts';

function object(kind: string, uid: string, owner?: string, more: Partial<ObjectMeta> = {}): ApiObject {
  const ownerReferences = owner
    ? [{ apiVersion: 'v1', kind: 'Owner', name: owner, uid: owner, blockOwnerDeletion: true }]
    : [];
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: uid,
      namespace: 'default',
      uid,
      resourceVersion: '1',
      creationTimestamp: '',
      ownerReferences,
      ...more,
    },
  };
}

function graph(): { graph: DependencyGraph; deletes: string[]; orphans: string[] } {
  const deletes: string[] = [];
  const orphans: string[] = [];
  const listener = {
    attemptToDelete: ({ identity }: { identity: { uid: string } }) => void deletes.push(identity.uid),
    attemptToOrphan: ({ identity }: { identity: { uid: string } }) => void orphans.push(identity.uid),
  };
  return { graph: new DependencyGraph(listener), deletes, orphans };
}

describe('the graph of owners', () => {
  it('looks at dependents when their owner is gone', () => {
    const { graph: g, deletes } = graph();
    g.put(undefined, object('Owner', 'a'));
    g.put(undefined, object('Pod', 'b', 'a'));
    expect(deletes).toEqual([]);
    g.remove('a');
    expect(deletes).toEqual(['b']);
  });

  it('asks after an owner that was named but never seen', () => {
    const { graph: g, deletes } = graph();
    g.put(undefined, object('Pod', 'b', 'ghost'));
    expect(deletes).toEqual(['ghost']);
    g.put(undefined, object('Owner', 'ghost'));
    expect(g.get('ghost')?.virtual).toBe(false);
    expect([...g.get('ghost')!.dependents].map(({ identity }) => identity.uid)).toEqual(['b']);
  });

  it('in the foreground starts with the dependents, and returns to the owner as they go', () => {
    const { graph: g, deletes } = graph();
    const owner = object('Owner', 'a');
    g.put(undefined, owner);
    g.put(undefined, object('Pod', 'b', 'a'));
    const going = object('Owner', 'a', undefined, { deletionTimestamp: 'now', finalizers: ['foregroundDeletion'] });
    g.put(owner, going);
    expect(deletes).toEqual(['b', 'a']);
    expect(g.get('a')!.blockingDependents()).toHaveLength(1);
    g.remove('b');
    expect(deletes).toEqual(['b', 'a', 'a']);
    expect(g.get('a')!.blockingDependents()).toEqual([]);
  });

  it('notices an owner that asks for orphans, and a dependent that changes hands', () => {
    const { graph: g, orphans } = graph();
    const owner = object('Owner', 'a');
    g.put(undefined, owner);
    const pod = object('Pod', 'b', 'a');
    g.put(undefined, pod);
    g.put(owner, object('Owner', 'a', undefined, { deletionTimestamp: 'now', finalizers: ['orphan'] }));
    expect(orphans).toEqual(['a']);
    g.put(pod, object('Pod', 'b'));
    expect(g.get('a')!.dependents.size).toBe(0);
  });

  it('leaves a status update alone', () => {
    const { graph: g, deletes } = graph();
    g.put(undefined, object('Owner', 'a'));
    const pod = object('Pod', 'b', 'a');
    g.put(undefined, pod);
    g.put(pod, { ...pod, status: {} });
    expect(deletes).toEqual([]);
  });
});

describe('what a namespace says while it is emptied', () => {
  it('names what is left and which finalizers hold it', () => {
    const remaining = [{ ref: PODS, count: 2, finalizers: new Map([['x.io/hold', 2]]), estimateSeconds: 30 }];
    const conditions = deletionConditions([], remaining, [], 0);
    const text = (type: string): string | undefined => conditions.find((each) => each.type === type)?.message;
    expect(text('NamespaceContentRemaining')).toBe('Some resources are remaining: pods. has 2 resource instances');
    expect(text('NamespaceFinalizersRemaining')).toBe(
      'Some content in the namespace has finalizers remaining: x.io/hold in 2 resource instances',
    );
    expect(text('NamespaceDeletionDiscoveryFailure')).toBe('All resources successfully discovered');
    expect(deletionConditions(conditions, remaining, [], 1)).toBe(conditions);
  });
});
