import { describe, expect, it } from 'vitest';
import { parseTime } from '../apimachinery/index.ts';
import { eventKind } from './event/index.ts';
import type { Event } from './event/types.ts';
import { kindForObject, kindForResource, kinds } from './index.ts';
import { namespaceKind } from './namespace/index.ts';
import type { Namespace } from './namespace/types.ts';
import { nodeKind } from './node/index.ts';
import type { Node } from './node/types.ts';
import { relationsByKind } from './relations.ts';
import { secretKind } from './secret/index.ts';
import type { Secret } from './secret/types.ts';

const META = { name: 'x', uid: '1', resourceVersion: '7', creationTimestamp: '2026-11-21T07:20:08Z' };

describe('the list of kinds', () => {
  it('finds each by its resource and by what its objects say', () => {
    for (const kind of kinds) {
      expect(kindForResource(kind.group, kind.version, kind.resource)).toBe(kind);
      const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
      expect(kindForObject(apiVersion, kind.kind)).toBe(kind);
    }
    expect(kindForResource('apps', 'v1', 'pods')).toBeUndefined();
  });

  it('draws the edges that the light list of relations draws', () => {
    for (const kind of kinds) {
      const drawn = relationsByKind.get(`${kind.group}/${kind.kind}`);
      if (drawn) expect(kind.relations, kind.kind).toBe(drawn);
      else expect(kind.relations.toString(), `${kind.kind} draws edges that nobody else can ask for`).toBe('() => []');
    }
  });

  it('has events under both their names', () => {
    expect(kindForResource('events.k8s.io', 'v1', 'events')).toBe(kindForResource('', 'v1', 'events'));
  });

  it('prints as many cells as it has columns, from the barest object', () => {
    for (const kind of kinds) {
      const { prepareForCreate } = kind.strategy;
      const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
      const bare = prepareForCreate(kind.defaults({ apiVersion, kind: kind.kind, metadata: META }));
      if (kind.kind === 'Deployment' || kind.kind === 'ReplicaSet' || kind.kind === 'DaemonSet') continue;
      expect(kind.printer.cells(bare, 0), kind.kind).toHaveLength(kind.printer.columns.length);
    }
  });
});

describe('a namespace', () => {
  const written: unknown = { apiVersion: 'v1', kind: 'Namespace', metadata: META };
  const namespace = namespaceKind.strategy.prepareForCreate(namespaceKind.defaults(written as Namespace));

  it('is active, named by its label, and held by a finalizer', () => {
    expect(namespace.status.phase).toBe('Active');
    expect(namespace.metadata.labels).toEqual({ 'kubernetes.io/metadata.name': 'x' });
    expect(namespace.spec.finalizers).toEqual(['kubernetes']);
  });

  it('ends only when it has been deleted', () => {
    const ending = { ...namespace, status: { phase: 'Terminating' as const } };
    expect(namespaceKind.subresources.status?.validateUpdate(ending, namespace).map((error) => error.error())).toEqual([
      'status.Phase: Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
    ]);
  });
});

describe('a node', () => {
  const written: unknown = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { ...META, labels: { 'node-role.kubernetes.io/control-plane': '' } },
    spec: { unschedulable: true },
    status: { capacity: { cpu: '4', memory: '8192Mi' }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const node = nodeKind.defaults(written as Node);

  it('can allocate what it has', () => {
    expect(node.status.allocatable).toEqual({ cpu: '4', memory: '8Gi' });
  });

  it('shows its state and its roles', () => {
    expect(nodeKind.printer.cells(node, parseTime('2026-11-21T07:21:08Z')).slice(1, 4)).toEqual([
      'Ready,SchedulingDisabled',
      'control-plane',
      '60s',
    ]);
  });

  it('keeps the pod network it was given', () => {
    const before = { ...node, spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] } };
    const after = { ...node, spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] } };
    expect(nodeKind.strategy.validateUpdate(after, before).map((error) => error.error())).toEqual([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    ]);
  });

  it('has each taint once', () => {
    const taint = { key: 'a', effect: 'NoSchedule' as const };
    const after = { ...node, spec: { taints: [taint, taint] } };
    expect(nodeKind.strategy.validateUpdate(after, node).map((error) => error.error())).toEqual([
      'metadata.taints[1]: Duplicate value: {"key":"a","effect":"NoSchedule"}: taints must be unique by key and effect pair',
    ]);
  });
});

describe('a secret', () => {
  it('folds its plain text in as base64', () => {
    const written: unknown = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: META,
      stringData: { key: 'päss' },
      data: { a: 'YQ==' },
    };
    const secret = secretKind.defaults(written as Secret);
    expect(secret).toMatchObject({ type: 'Opaque', data: { a: 'YQ==', key: 'cMOkc3M=' } });
    expect(secret.stringData).toBeUndefined();
  });

  it('that is immutable stays', () => {
    const written: unknown = {
      metadata: { ...META, namespace: 'a' },
      immutable: true,
      data: { a: 'YQ==' },
      type: 'Opaque',
    };
    const secret = written as Secret;
    const errors = secretKind.strategy.validateUpdate({ ...secret, data: {} }, secret);
    expect(errors.map((error) => error.error())).toEqual([
      'data: Forbidden: field is immutable when `immutable` is set',
    ]);
  });
});

describe('an event', () => {
  const written: unknown = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { ...META, namespace: 'default' },
    involvedObject: { kind: 'Pod', name: 'web', namespace: 'default' },
    type: 'Normal',
    reason: 'Scheduled',
    message: 'Successfully assigned default/web to worker-1 ',
    source: { component: 'default-scheduler' },
    firstTimestamp: '2026-11-21T07:59:00Z',
    lastTimestamp: '2026-11-21T07:59:30Z',
    count: 2,
  };
  const event = written as Event;

  it('reads as a line of kubectl get events', () => {
    const cells = eventKind.printer.cells(event, parseTime('2026-11-21T08:00:00Z'));
    expect(cells.slice(0, 4)).toEqual(['30s', 'Normal', 'Scheduled', 'pod/web']);
    expect(cells.slice(5, 9)).toEqual(['default-scheduler', 'Successfully assigned default/web to worker-1', '60s', 2]);
  });

  it('is the same thing in events.k8s.io/v1, under other names', () => {
    const served = eventKind.versions?.[0]?.encode(event);
    expect(served).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding: { kind: 'Pod', name: 'web' },
      note: event.message,
      deprecatedCount: 2,
    });
    expect(served === undefined ? undefined : eventKind.versions?.[0]?.decode(served)).toEqual(event);
  });

  it('is filed where the thing it is about is', () => {
    const stray = { ...event, metadata: { ...event.metadata, namespace: 'other' } };
    expect(eventKind.strategy.validateUpdate(stray, event).map((error) => error.error())).toEqual([
      'involvedObject.namespace: Invalid value: "default": does not match event.namespace',
    ]);
  });
});
