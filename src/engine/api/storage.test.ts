import { describe, expect, it } from 'vitest';
import { csiDriverKind } from './csidriver/index.ts';
import { csiNodeKind } from './csinode/index.ts';
import { csiStorageCapacityKind } from './csistoragecapacity/index.ts';
import { persistentVolumeKind } from './persistentvolume/index.ts';
import { persistentVolumeClaimKind } from './persistentvolumeclaim/index.ts';
import { storageClassKind } from './storageclass/index.ts';
import { KindTester } from './testing/kind-tester.ts';
import { volumeAttachmentKind } from './volumeattachment/index.ts';
import { volumeAttributesClassKind } from './volumeattributesclass/index.ts';

describe('a claim', () => {
  const claims = new KindTester(persistentVolumeClaimKind);
  const SPEC = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } };

  it('waits for a file system, of the size it asks for', () => {
    const claim = claims.create({ spec: SPEC });
    expect(claim.spec).toMatchObject({ volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } });
    expect(claim.status).toEqual({ phase: 'Pending' });
  });

  it('says in both ways where its content comes from', () => {
    const dataSource = { kind: 'PersistentVolumeClaim', name: 'other' };
    expect(claims.create({ spec: { ...SPEC, dataSource } }).spec.dataSourceRef).toEqual(dataSource);
    expect(claims.create({ spec: { ...SPEC, dataSourceRef: dataSource } }).spec.dataSource).toEqual(dataSource);
    const strange = { apiGroup: 'a.b', kind: 'Book', name: 'x' };
    expect(claims.create({ spec: { ...SPEC, dataSource: strange } }).spec.dataSource).toBeUndefined();
  });

  it.each<[string, object]>([
    ['spec.accessModes: Required value: at least 1 access mode is required', { accessModes: [] }],
    [
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
      { accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] },
    ],
    ['spec.resources[storage]: Required value', { resources: {} }],
    [
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
      { resources: { requests: { storage: '0' } } },
    ],
    ['spec.volumeMode: Unsupported value: "Tape": supported values: "Block", "Filesystem"', { volumeMode: 'Tape' }],
  ])('is refused: %s', (why, change) => {
    expect(claims.refusals({ spec: { ...SPEC, ...change } })).toEqual([why]);
  });

  it('stays as it is, but for the volume that comes to it', () => {
    expect(claims.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, volumeName: 'pv' } })).toEqual([]);
    const bound = { ...SPEC, volumeName: 'pv' };
    expect(claims.updateRefusals({ spec: bound }, { spec: { ...SPEC, volumeName: 'other' } })).toEqual([
      expect.stringMatching(
        /^spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ /,
      ),
    ]);
  });

  it('grows once it is bound, and does not shrink below what it has', () => {
    const { strategy } = persistentVolumeClaimKind;
    const old = {
      ...claims.create({ spec: { ...SPEC, volumeName: 'pv' } }),
      status: { phase: 'Bound', capacity: { storage: '1Gi' } } as const,
    };
    const sized = (storage: string): typeof old => ({
      ...old,
      spec: { ...old.spec, resources: { requests: { storage } } },
    });
    expect(strategy.validateUpdate(sized('2Gi'), old)).toEqual([]);
    expect(strategy.validateUpdate(sized('1Mi'), old).map((error) => error.error())).toEqual([
      'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    ]);
  });

  it('shows its volume, and what that holds', () => {
    expect(claims.cells({ spec: SPEC })).toEqual(['x', 'Pending', '', '', '', '', '<unset>', '60s', 'Filesystem']);
    const spec = { ...SPEC, volumeName: 'pv', storageClassName: 'fast' };
    const capacity = { storage: '5Gi' };
    expect(
      claims.cells({ spec }, { phase: 'Bound', accessModes: ['ReadOnlyMany', 'ReadWriteOnce'], capacity }).slice(1, 6),
    ).toEqual(['Bound', 'pv', '5Gi', 'RWO,ROX', 'fast']);
  });

  it('warns of half a byte and of an old annotation', () => {
    const annotations = { 'volume.beta.kubernetes.io/storage-class': 'fast' };
    expect(
      claims.warnings({ metadata: { annotations }, spec: { ...SPEC, resources: { requests: { storage: '1500m' } } } }),
    ).toEqual([
      'metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use "storageClassName" attribute instead',
      'spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
    ]);
  });
});

describe('a volume', () => {
  const volumes = new KindTester(persistentVolumeKind);
  const SPEC = { accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' }, hostPath: { path: '/data' } };

  it('is kept when its claim goes, and knows since when it is what it is', () => {
    const volume = volumes.create({ spec: SPEC });
    expect(volume.spec).toMatchObject({
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
      hostPath: { path: '/data', type: '' },
    });
    expect(volume.status).toEqual({ phase: 'Pending', lastPhaseTransitionTime: '2026-11-21T07:20:08Z' });
    const turned = persistentVolumeKind.subresources.status?.prepareForUpdate(
      { ...volume, status: { ...volume.status, phase: 'Available' } },
      volume,
      { user: { name: 'a', groups: [] }, now: 1_795_245_668_000_000 },
    );
    expect(turned?.status).toEqual({ phase: 'Available', lastPhaseTransitionTime: '2026-11-21T07:21:08Z' });
  });

  it.each<[string, object]>([
    ['spec: Required value: must specify a volume type', { hostPath: undefined }],
    ['spec.nfs: Forbidden: may not specify more than 1 volume type', { nfs: { server: 'a', path: '/' } }],
    ['spec.capacity: Unsupported value: {"cpu":"1"}: supported values: "storage"', { capacity: { cpu: '1' } }],
    [
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
      { hostPath: undefined, local: { path: '/disk' } },
    ],
    [
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
      { hostPath: { path: '/' }, persistentVolumeReclaimPolicy: 'Recycle' },
    ],
    ['spec.csi.volumeHandle: Required value', { hostPath: undefined, csi: { driver: 'a.b' } }],
  ])('is refused: %s', (why, change) => {
    expect(volumes.refusals({ spec: { ...SPEC, ...change } })).toEqual([why]);
  });

  it('is what it is for good', () => {
    const refusals = volumes.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, hostPath: { path: '/other' } } });
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatch(
      /^spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n@@ /,
    );
    expect(volumes.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, capacity: { storage: '6Gi' } } })).toEqual([]);
  });

  it('shows whose it is', () => {
    const spec = { ...SPEC, claimRef: { namespace: 'default', name: 'data' }, storageClassName: 'fast' };
    expect(volumes.cells({ spec })).toEqual([
      'x',
      '5Gi',
      'RWO',
      'Retain',
      'Pending',
      'default/data',
      'fast',
      '<unset>',
      '',
      '60s',
      'Filesystem',
    ]);
  });
});

describe('a storage class', () => {
  const classes = new KindTester(storageClassKind);

  it('binds at once and deletes after, and is the default when it says so', () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    expect(classes.cells({ metadata: { annotations }, provisioner: 'a.b/c' })).toEqual([
      'x (default)',
      'a.b/c',
      'Delete',
      'Immediate',
      false,
      '60s',
    ]);
  });

  it('does not change what claims were told', () => {
    const before = { provisioner: 'a.b/c', parameters: { type: 'slow' } };
    const after = { provisioner: 'a.b/d', parameters: { type: 'fast' }, reclaimPolicy: 'Retain' };
    expect(classes.updateRefusals(before, { ...after, volumeBindingMode: 'WaitForFirstConsumer' })).toEqual([
      'parameters: Forbidden: updates to parameters are forbidden.',
      'provisioner: Forbidden: updates to provisioner are forbidden.',
      'reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.',
      'volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable',
    ]);
    expect(classes.updateRefusals(before, { ...before, allowVolumeExpansion: true })).toEqual([]);
  });

  it('has a provisioner and a policy that exists', () => {
    expect(classes.refusals({ reclaimPolicy: 'Recycle' })).toEqual([
      'provisioner: Required value',
      'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    ]);
  });
});

describe('what storage drivers say of themselves', () => {
  it('a driver attaches its volumes, which live as long as they may, and both stay so', () => {
    const drivers = new KindTester(csiDriverKind);
    expect(drivers.cells({ spec: {} })).toEqual(['x', true, false, false, '<unset>', false, 'Persistent', '60s']);
    expect(drivers.updateRefusals({ spec: {} }, { spec: { attachRequired: false } })).toEqual([
      'spec.attachedRequired: Invalid value: false: field is immutable',
    ]);
    const tokenRequests = [{ audience: 'a', expirationSeconds: 5 }, { audience: 'a' }];
    expect(drivers.refusals({ spec: { tokenRequests } })).toEqual([
      'spec.tokenRequests[0].expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
      'spec.tokenRequests[1].audience: Duplicate value: "a"',
    ]);
    expect(drivers.update({ spec: {} }, { spec: { podInfoOnMount: true } }).metadata.generation).toBe(1);
  });

  it('a node has each driver once, and by one name', () => {
    const nodes = new KindTester(csiNodeKind);
    const driver = { name: 'a.b', nodeID: 'n1', topologyKeys: ['zone'] };
    expect(nodes.cells({ spec: { drivers: [driver] } })).toEqual(['x', 1, '60s']);
    expect(nodes.refusals({ spec: { drivers: [driver, { ...driver, nodeID: '' }] } })).toEqual([
      'spec.drivers[1].nodeID: Required value',
      'spec.drivers[1].name: Duplicate value: "a.b"',
    ]);
    const counted = { spec: { drivers: [{ ...driver, allocatable: { count: 3 } }] } };
    expect(nodes.updateRefusals({ spec: { drivers: [driver] } }, counted)).toEqual([]);
    const renamed = { spec: { drivers: [{ ...driver, nodeID: 'n2' }] } };
    expect(nodes.updateRefusals({ spec: { drivers: [driver] } }, renamed)).toEqual([
      'CSINodeDriver: Invalid value: {"name":"a.b","nodeID":"n2","topologyKeys":["zone"]}: field is immutable',
    ]);
  });

  it('a capacity is of one class in one place', () => {
    const capacities = new KindTester(csiStorageCapacityKind);
    expect(capacities.cells({ storageClassName: 'fast', capacity: '1024Mi' })).toEqual(['x', 'fast', '1Gi']);
    expect(capacities.updateRefusals({ storageClassName: 'fast' }, { storageClassName: 'slow' })).toEqual([
      'storageClassName: Invalid value: "slow": field is immutable',
    ]);
    expect(capacities.refusals({ storageClassName: 'fast', maximumVolumeSize: '-1' })).toEqual([
      'maximumVolumeSize: Invalid value: "-1": must be greater than or equal to 0',
    ]);
  });

  it('an attachment is of one volume to one node', () => {
    const attachments = new KindTester(volumeAttachmentKind);
    const spec = { attacher: 'a.b', nodeName: 'n1', source: { persistentVolumeName: 'pv' } };
    expect(attachments.cells({ spec })).toEqual(['x', 'a.b', 'pv', 'n1', false, '60s']);
    expect(attachments.refusals({ spec: { ...spec, source: {} } })).toEqual([
      'spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName',
    ]);
    expect(attachments.updateRefusals({ spec }, { spec: { ...spec, nodeName: 'n2' } })).toHaveLength(1);
  });

  it('a class of attributes says something, and stands by it', () => {
    const classes = new KindTester(volumeAttributesClassKind);
    const fast = { driverName: 'a.b', parameters: { iops: '5000' } };
    expect(classes.cells(fast)).toEqual(['x', 'a.b', '60s']);
    expect(classes.refusals({ driverName: 'a.b' })).toEqual([
      'parameters: Required value: must contain at least one key/value pair',
    ]);
    expect(classes.updateRefusals(fast, { ...fast, parameters: { iops: '1' } })).toEqual([
      'parameters: Forbidden: updates to parameters are forbidden.',
    ]);
  });
});
