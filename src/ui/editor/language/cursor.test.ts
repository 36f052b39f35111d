import { describe, expect, it } from 'vitest';
import { cursorAt } from './cursor.ts';

/** `|` is the cursor. */
function at(marked: string) {
  const place = marked.indexOf('|');
  const { path, at, word, siblings } = cursorAt(marked.replace('|', ''), place);
  return { path, at, word, siblings: [...siblings].sort() };
}

const POD = 'apiVersion: v1\nkind: Pod\nspec:\n';

describe('where the cursor is', () => {
  it('a key at the top, with what stands beside it', () => {
    expect(at('apiVersion: v1\nki|')).toEqual({ path: [], at: 'key', word: 'ki', siblings: ['apiVersion'] });
    expect(at('|')).toMatchObject({ path: [], at: 'key', word: '' });
  });

  it('a key in an item of a list, before and after the line', () => {
    expect(at(`${POD}  containers:\n    - name: a\n      im|\n      ports: []\n  volumes: []\n`)).toEqual({
      path: ['spec', 'containers', 0],
      at: 'key',
      word: 'im',
      siblings: ['name', 'ports'],
    });
  });

  it('the first key of an item, and a list that is not indented', () => {
    expect(at(`${POD}  containers:\n  - |`)).toMatchObject({ path: ['spec', 'containers', 0], at: 'key', word: '' });
    expect(at(`${POD}  containers:\n  - na|\n`)).toMatchObject({ path: ['spec', 'containers', 0], word: 'na' });
    expect(at(`${POD}  containers:\n  - name: a\n    ports:\n    - containerPort: 1\n      pro|`)).toMatchObject({
      path: ['spec', 'containers', 0, 'ports', 0],
      siblings: ['containerPort'],
    });
  });

  it('back at the mapping above', () => {
    expect(at(`${POD}  containers:\n    - name: a\n  re|`)).toMatchObject({ path: ['spec'], siblings: ['containers'] });
    expect(at(`${POD}  containers:\n    - name: a\n  |`)).toMatchObject({ path: ['spec'], siblings: ['containers'] });
  });

  it('a value', () => {
    expect(at('apiVersion: v1\nkind: P|')).toMatchObject({ path: ['kind'], at: 'value', word: 'P' });
    expect(at(`${POD}  restartPolicy: |`)).toMatchObject({ path: ['spec', 'restartPolicy'], at: 'value', word: '' });
    expect(at(`${POD}  containers:\n    - imagePullPolicy: Al|`)).toMatchObject({
      path: ['spec', 'containers', 0, 'imagePullPolicy'],
      at: 'value',
    });
  });

  it('nothing in a text of several lines, in a comment, in a flow', () => {
    expect(at('kind: ConfigMap\ndata:\n  a: |\n    ki'.replace('|', '>').concat('|'))).toMatchObject({ at: 'nothing' });
    expect(at('kind: Pod # a|').at).toBe('nothing');
    expect(at('args: [a|').at).toBe('nothing');
  });

  it('the document that it stands in, not the one before', () => {
    expect(at('kind: Pod\nspec:\n  a: 1\n---\nkind: Service\nsp|')).toMatchObject({ path: [], siblings: ['kind'] });
  });
});
