import { describe, expect, it } from 'vitest';
import { documentation, parseDeclaration } from './documentation.ts';

describe('the words of the API', () => {
  it('are there for core, for groups, for other versions and for metav1', () => {
    expect(documentation('Container')?.fields['image']).toMatch(/^Container image name\./);
    expect(documentation('apps.DeploymentSpec')?.required).toEqual(['selector', 'template']);
    expect(documentation('autoscaling.v2.MetricSpec')?.required).toEqual(['type']);
    expect(documentation('ObjectMeta')?.fields['name']).toMatch(/^Name must be unique within a namespace\./);
  });

  it('name the choices of a field', () => {
    expect(documentation('ContainerPort')?.enums['protocol']).toEqual(['SCTP', 'TCP', 'UDP']);
  });

  it('are not looked for outside of the package', () => {
    expect(documentation('../../../package')).toBeUndefined();
    expect(documentation('Nothing')).toBeUndefined();
  });
});

it('a declaration is read up to the end of its interface, and a field has its own comment only', () => {
  const source = [
    '/**',
    ' * A thing.',
    ' */',
    'export interface IThing {',
    '    "apiVersion": "v1";',
    '    /**',
    '     * First.',
    '     *',
    '     * Second: *\\/5.',
    '     */',
    '    "a"?: {',
    '        [key: string]: string;',
    '    };',
    '    "b": "x" | "y";',
    '}',
    'export declare class Thing {',
    '    "c": string;',
    '}',
  ].join('\n');
  expect(parseDeclaration(source)).toEqual({
    text: 'A thing.',
    fields: { a: 'First.\n\nSecond: */5.' },
    required: ['b'],
    enums: { b: ['x', 'y'] },
  });
});
