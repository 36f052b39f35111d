import { describe, expect, it } from 'vitest';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import type { Words } from '../schema/builtin.ts';
import { Catalog } from '../schema/catalog.ts';
import { fieldAt } from './field-at.ts';

const catalog = new Catalog(fieldDescriptions() as Words);
const TEXT = `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: a
      image: nginx
      command: [sleep, '1']
---
kind: Service
apiVersion: v1
spec:
  type: NodePort
`;

const at = (word: string) => fieldAt(TEXT, TEXT.indexOf(word) + 1, catalog);

describe('the field at a place', () => {
  it('a key and its value, with what the reference says and who reads it', () => {
    for (const word of ['image:', 'nginx'])
      expect(at(word)).toMatchObject({
        name: 'spec.containers[0].image',
        description: expect.stringContaining('Container image name') as string,
        readers: { components: ['kubelet', 'containerd'] },
        schema: { type: 'string' },
      });
    expect(TEXT.slice(at('nginx')!.range.from, at('nginx')!.range.to)).toBe('image');
  });

  it('a word in a list is told of as its list; each document goes by its own kind', () => {
    expect(at('sleep')).toMatchObject({ name: 'spec.containers[0].command', schema: { type: '[]string' } });
    expect(at('NodePort')).toMatchObject({
      name: 'spec.type',
      kind: 'Service',
      readers: { sentence: 'reader.serviceType' },
    });
    expect(at('kind: Pod')?.description).toMatch(/^Pod is a collection of containers/);
  });

  it('nothing where nothing is', () => {
    expect(fieldAt('', 0, catalog)).toBeUndefined();
    expect(fieldAt('just text', 3, catalog)).toBeUndefined();
    expect(fieldAt('a: [', 1, catalog)).toMatchObject({ name: 'a', schema: undefined, description: '' });
  });
});
