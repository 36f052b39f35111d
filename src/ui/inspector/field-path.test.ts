import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { Version } from '../store/index.ts';
import { pathsOf, setterOf, valueAt } from './field-path.ts';
import { yamlText } from './yaml-text.ts';

const object = {
  kind: 'Pod',
  metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
  spec: {
    containers: [
      { name: 'a', image: 'nginx', args: ['-c', 'x: y'], ports: [{ containerPort: 80 }] },
      { name: 'b', env: [{ name: 'X', value: '1' }] },
    ],
    taints: [{ key: 'k', effect: 'NoSchedule' }],
  },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'PodScheduled', status: 'True' },
    ],
  },
};

describe('paths of fields', () => {
  it('name items by name, by key and effect, and by position', () => {
    expect(valueAt(object, 'status.conditions[PodScheduled].status')).toBe('True');
    expect(valueAt(object, 'spec.taints[k:NoSchedule].effect')).toBe('NoSchedule');
    expect(valueAt(object, 'spec.containers[1].env[X].value')).toBe('1');
    expect(valueAt(object, 'spec.nothing[0].there')).toBeUndefined();
  });

  it('of the lines of YAML lead to what stands in them', () => {
    const lines = yamlText(object).trimEnd().split('\n');
    const paths = pathsOf(lines);
    for (const [i, line] of lines.entries()) {
      const scalar = /^[ -]*(?:[^:"]+: )([^'"].*)$/.exec(line)?.[1];
      if (scalar !== undefined) expect([line, String(valueAt(object, paths[i]!))]).toEqual([line, scalar]);
    }
    expect(paths).toContain('spec.containers[1].env[0].value');
    expect(paths).toContain('spec.containers[0].ports[0].containerPort');
    expect(paths.at(-1)).toBe('status.conditions[1].type');
  });

  it('lead to the version that set them, not to the newest', () => {
    const version = (revision: number, status: string, note: string, previous?: Version): Version => ({
      key: 'default/web',
      at: revision,
      revision,
      object: { ...object, note, status: { conditions: [{ type: 'Ready', status }] } } as unknown as ApiObject,
      previous,
    });
    const first = version(1, 'False', 'a');
    const second = version(2, 'True', 'a', first);
    const third = version(3, 'True', 'b', second);
    expect(setterOf(third, 'status.conditions[Ready].status').revision).toBe(2);
    expect(setterOf(third, 'note').revision).toBe(3);
    expect(setterOf(third, 'kind').revision).toBe(1);
  });
});
