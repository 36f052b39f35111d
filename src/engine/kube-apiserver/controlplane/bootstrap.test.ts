import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowSchema } from '../../api/flowschema/types.ts';
import type { ApiList } from '../../client-go/request.ts';
import { SECOND } from '../../sim/index.ts';
import { TestServer } from '../testing/test-server.ts';

const FLOWS = { group: 'flowcontrol.apiserver.k8s.io', version: 'v1' };
const NETWORKING = { group: 'networking.k8s.io', version: 'v1' };
const REGISTRATION = { group: 'apiregistration.k8s.io', version: 'v1' };

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
  server.advance(SECOND);
});

const names = (resource: string, rest: object): string[] => {
  const { body } = server.ask({ verb: 'list', resource, ...rest });
  return (body as ApiList).items.map(({ metadata }) => metadata.name);
};

describe('a new cluster', () => {
  it('has its flow schemas, and levels for all of them', () => {
    expect(names('flowschemas', FLOWS)).toHaveLength(13);
    expect(names('prioritylevelconfigurations', FLOWS)).toHaveLength(8);
    const { body } = server.ask({ verb: 'list', resource: 'flowschemas', as: 'Table', ...FLOWS });
    const { rows } = body as unknown as { rows: { cells: unknown[] }[] };
    expect(rows[0]?.cells.slice(0, 4)).toEqual(['exempt', 'exempt', 1, '<none>']);
    expect(rows.at(-1)?.cells[0]).toBe('catch-all');
    expect(rows.map(({ cells }) => cells[5])).toEqual(rows.map(() => 'False'));
  });

  it('tells when the level of a schema is missing, and when it comes', () => {
    const spec = {
      priorityLevelConfiguration: { name: 'mine' },
      rules: [
        {
          subjects: [{ kind: 'User', user: { name: 'jane' } }],
          resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] }],
        },
      ],
    };
    const condition = () => {
      server.advance(SECOND);
      const { status } = server.get('flowschemas', undefined, 'jane', FLOWS) as FlowSchema;
      return status.conditions?.[0];
    };
    server.create('flowschemas', { metadata: { name: 'jane' }, spec }, FLOWS);
    expect(condition()).toMatchObject({
      status: 'True',
      message:
        'This FlowSchema references the PriorityLevelConfiguration object named "mine" but there is no such object',
    });
    const limited = { limitResponse: { type: 'Reject' } };
    const level = { metadata: { name: 'mine' }, spec: { type: 'Limited', limited } };
    server.create('prioritylevelconfigurations', level, FLOWS);
    expect(condition()).toMatchObject({ status: 'False', reason: 'Found' });
  });

  it('says what it serves', () => {
    const services = names('apiservices', REGISTRATION);
    expect(services).toContain('v1.');
    expect(services).toContain('v1.apps');
    expect(services).not.toContain('v1.apiregistration.k8s.io');
    expect(server.get('apiservices', undefined, 'v1.apps', REGISTRATION)).toMatchObject({
      spec: { group: 'apps', version: 'v1', groupPriorityMinimum: 17800, versionPriority: 15 },
      status: { conditions: [{ type: 'Available', status: 'True', reason: 'Local' }] },
    });
  });

  it('says from where Services get their addresses, and which are taken', () => {
    expect(server.get('servicecidrs', undefined, 'kubernetes', NETWORKING)).toMatchObject({
      spec: { cidrs: ['10.96.0.0/12'] },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    expect(names('ipaddresses', NETWORKING)).toEqual(['10.96.0.1']);
    const metadata = { name: 'web', namespace: 'default' };
    const spec = { clusterIP: '10.96.0.9', ports: [{ port: 80 }] };
    server.create('services', { metadata, spec });
    server.advance(SECOND);
    expect(server.get('ipaddresses', undefined, '10.96.0.9', NETWORKING).spec).toEqual({
      parentRef: { group: '', resource: 'services', namespace: 'default', name: 'web' },
    });
    server.delete('services', 'default', 'web');
    server.advance(SECOND);
    expect(names('ipaddresses', NETWORKING)).toEqual(['10.96.0.1']);
  });

  it('is the same after its API server has been started again', () => {
    const before = server.get('flowschemas', undefined, 'exempt', FLOWS).metadata.resourceVersion;
    server.apiProcess.kill();
    server.restartApi();
    server.advance(SECOND * 2);
    expect(server.get('flowschemas', undefined, 'exempt', FLOWS).metadata.resourceVersion).toBe(before);
    expect(names('ipaddresses', NETWORKING)).toEqual(['10.96.0.1']);
  });
});
