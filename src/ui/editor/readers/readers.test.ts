import { describe, expect, it } from 'vitest';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import { podPath } from '../findings/context.ts';
import type { Words } from '../schema/builtin.ts';
import { Catalog } from '../schema/catalog.ts';
import { schemaAt } from '../schema/schema.ts';
import { readersOf } from './index.ts';
import { READERS } from './table.ts';

const catalog = new Catalog(fieldDescriptions() as Words);

describe('who reads a field', () => {
  it('names only fields that there are', () => {
    for (const key of READERS.keys()) {
      const [scope = '', path = ''] = key.split(' ');
      const kind = scope === 'pod' || scope === '*' ? 'Pod' : scope;
      const root = catalog.find(catalog.versionsOf(kind)[0]!, kind);
      let at: ReturnType<typeof schemaAt> = root;
      for (const step of path.split('.')) {
        if (at?.shape === 'list') at = at.item;
        at = schemaAt(at, [step]);
      }
      expect({ key, found: at !== undefined }).toEqual({ key, found: true });
    }
  });

  it('finds the pod in every kind that makes pods', () => {
    for (const kind of ['Pod', 'Deployment', 'CronJob', 'StatefulSet']) {
      const path = [...podPath(kind)!, 'spec', 'containers', 0, 'image'];
      expect(readersOf(kind, path)?.sentence).toBe('reader.image');
    }
    expect(readersOf('Job', ['spec', 'template', 'spec', 'initContainers', 0, 'image'])?.sentence).toBe('reader.image');
    expect(readersOf('Job', ['spec', 'template', 'metadata', 'labels', 'app'])?.sentence).toBe('reader.labels');
  });

  it('tells the nearest field around one that it does not know', () => {
    const probe = ['spec', 'containers', 0, 'readinessProbe', 'httpGet', 'path'];
    expect(readersOf('Pod', probe)?.sentence).toBe('reader.readinessProbe');
    expect(readersOf('Deployment', ['spec', 'strategy', 'rollingUpdate', 'maxSurge'])?.sentence).toBe(
      'reader.strategy',
    );
    expect(readersOf('Unknown', ['spec', 'x'])).toBeUndefined();
    expect(readersOf('__proto__', ['constructor'])).toBeUndefined();
  });
});
