import { describe, expect, it } from 'vitest';
import { tokensOf, yamlText } from './yaml-text.ts';

const pod = {
  kind: 'Pod',
  spec: { containers: [{ name: 'web', image: 'nginx:1.27', args: ['yes', '8080', '<b>'] }], hostNetwork: false },
  metadata: {
    name: 'web',
    managedFields: [{ manager: 'x' }],
    creationTimestamp: '2026-01-01T00:00:00Z',
    annotations: { note: 'two\nlines', empty: undefined },
  },
  apiVersion: 'v1',
};

describe('YAML as kubectl prints it', () => {
  const text = yamlText(pod);

  it('sorts keys, does not indent lists, quotes what would be read as something else, and hides managedFields', () => {
    expect(text).toBe(`apiVersion: v1
kind: Pod
metadata:
  annotations:
    note: |-
      two
      lines
  creationTimestamp: "2026-01-01T00:00:00Z"
  name: web
spec:
  containers:
  - args:
    - "yes"
    - "8080"
    - <b>
    image: nginx:1.27
    name: web
  hostNetwork: false
`);
  });

  it('is coloured by parts that are the text again when joined', () => {
    for (const line of text.split('\n'))
      expect(
        tokensOf(line)
          .map((token) => token.text)
          .join(''),
      ).toBe(line);
  });

  it.each([
    ['  name: web', ['mark:  ', 'key:name', 'mark:: ', 'text:web']],
    ['  - image: nginx:1.27', ['mark:  - ', 'key:image', 'mark:: ', 'text:nginx:1.27']],
    ['spec:', ['key:spec', 'mark::']],
    ['- "8080"', ['mark:- ', 'text:"8080"']],
    ['port: 80', ['key:port', 'mark:: ', 'number:80']],
    ['ready: true', ['key:ready', 'mark:: ', 'word:true']],
  ])('%s', (line, expected) => {
    expect(tokensOf(line).map(({ text: part, tone }) => `${tone}:${part}`)).toEqual(expected);
  });
});
