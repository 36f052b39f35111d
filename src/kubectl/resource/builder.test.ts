import { describe, expect, it } from 'vitest';
import { FlagSet, flagsOf } from '../cobra/index.ts';
import { ClientFactory } from '../factory.ts';
import { ROOT } from '../root.ts';
import { DISCOVERY, worldOf, type WorldOptions } from '../testing/world.ts';
import type { Builder } from './types.ts';

const pod = (name: string, namespace = 'default') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app: name } },
});

const ANSWERS = {
  ...DISCOVERY,
  '/api/v1/namespaces/default/pods': { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [pod('a'), pod('b')] },
  '/api/v1/namespaces/default/pods/a': pod('a'),
  '/api/v1/namespaces/default/services': { kind: 'ServiceList', apiVersion: 'v1', metadata: {}, items: [] },
  '/apis/apps/v1/namespaces/default/deployments': { kind: 'DeploymentList', metadata: {}, items: [] },
};

function builderOf(options: WorldOptions = {}): Builder {
  const { world } = worldOf({ answers: ANSWERS, ...options });
  const flags = new FlagSet(flagsOf([ROOT]), () => undefined);
  return new ClientFactory(world, flags, () => Promise.reject(new Error('none')))
    .builder()
    .namespace('default', false)
    .flatten();
}

const names = async (builder: Builder) => (await builder.infos()).map(({ name }) => name);

describe('a command line means objects', () => {
  it('all of a type', async () => {
    expect(await names(builderOf().args(['pods'], true))).toEqual(['a', 'b']);
  });

  it('one by name, and one by type and name', async () => {
    const byName = builderOf().args(['pod', 'a']);
    expect([await names(byName), byName.single()]).toEqual([['a'], true]);
    expect(await names(builderOf().args(['pods/a']))).toEqual(['a']);
  });

  it('a category', async () => {
    expect(await names(builderOf().args(['all'], true))).toEqual(['a', 'b']);
  });

  it.each<readonly [string[], string]>([
    [[], 'You must provide one or more resources by argument or filename.'],
    [['pods'], 'resource(s) were provided, but no name was specified'],
    [['foo'], `the server doesn't have a resource type "foo"`],
    [['pod/a', 'b'], 'there is no need to specify a resource type as a separate argument'],
    [['pod/a/b'], 'arguments in resource/name form may not have more than one slash'],
    [['pod/'], 'arguments in resource/name form must have a single resource and name'],
  ])('%j is refused', async (args, message) => {
    await expect(builderOf().args(args).infos()).rejects.toThrow(message);
  });

  it('refuses a name beside a selector', async () => {
    await expect(builderOf().args(['pods', 'a']).labelSelector('app=a').infos()).rejects.toThrow(
      'name cannot be provided when a selector is specified',
    );
  });

  it('goes on behind an object that is not there, and tells it in the end', async () => {
    const found: string[] = [];
    const builder = builderOf().args(['pod', 'nope', 'a']).continueOnError();
    await expect(builder.visit(async ({ name }) => void found.push(name))).rejects.toThrow('the server could not find');
    expect(found).toEqual(['a']);
  });
});

describe('files mean objects', () => {
  const files = {
    '/home/user/d/1.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n---\n# nothing\n---\nkind: Pod\napiVersion: v1\nmetadata: {name: q}\n',
    '/home/user/d/2.json':
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"z"}}]}',
    '/home/user/d/e/3.yml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ns}\n',
    '/home/user/d/notes.txt': 'not: yaml: at all',
    '/home/user/other.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: other}\n',
  };
  const of = (...filenames: string[]) => builderOf({ files }).files({ filenames });

  it('of a directory, in their order, lists taken apart', async () => {
    expect(await names(of('d'))).toEqual(['x', 'q', 'z']);
    expect(await names(builderOf({ files }).files({ filenames: ['d'], recursive: true }))).toEqual([
      'x',
      'q',
      'z',
      'ns',
    ]);
  });

  it('from standard input', async () => {
    const stdin = 'apiVersion: v1\nkind: Pod\nmetadata: {name: piped}\n';
    expect(await names(builderOf({ stdin }).files({ filenames: ['-'] }))).toEqual(['piped']);
  });

  it('in the namespace of the command line where they name none', async () => {
    const [info] = await of('d/1.yaml').infos();
    expect([info!.namespace, info!.object]).toMatchObject(['default', { metadata: { namespace: 'default' } }]);
  });

  it('refuses another namespace than the one that was asked for', async () => {
    await expect(of('other.yaml').namespace('mine', true).infos()).rejects.toThrow(
      `the namespace from the provided object "other" does not match the namespace "mine". You must pass '--namespace=other' to perform this operation.`,
    );
  });

  it.each([
    [
      'a: b\n bad: c\n',
      'error parsing x.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context',
    ],
    ['apiVersion: v1\n', `unable to decode "x.yaml": Object 'Kind' is missing in '{"apiVersion":"v1"}'`],
    ['hello\n', 'unable to decode "x.yaml": json: cannot unmarshal string into Go value of type unstructured.detector'],
    [
      'apiVersion: x/v1\nkind: Foo\nmetadata: {name: a}\n',
      'resource mapping not found for name: "a" namespace: "" from "x.yaml": no matches for kind "Foo" in version "x/v1"',
    ],
  ])('%j is refused', async (text, message) => {
    const builder = builderOf({ files: { '/home/user/x.yaml': text } }).files({ filenames: ['x.yaml'] });
    await expect(builder.infos()).rejects.toThrow(message);
  });

  it('refuses a path that is not there, and a directory without manifests', async () => {
    await expect(of('nope.yaml').infos()).rejects.toThrow('the path "nope.yaml" does not exist');
    const empty = builderOf({ files: { '/home/user/d/a.txt': '' } }).files({ filenames: ['d'] });
    await expect(empty.infos()).rejects.toThrow('error reading [d]: recognized file extensions are [.json .yaml .yml]');
  });
});
