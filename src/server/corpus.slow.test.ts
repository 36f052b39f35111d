import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noKubectl, startLoopback, type Loopback } from './testing/loopback.ts';
import { added, differences, type Manifest } from './testing/read-back.ts';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
if (!existsSync(CORPUS)) console.log('skipped: there is no corpus of manifests beside the project');

function manifestsUnder(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? manifestsUnder(path) : [path]))
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
}

/** Resources of versions that are gone, or of CRDs that nobody installed. */
const NO_MATCHES =
  /^error: resource mapping not found for name: "[\w.-]+" namespace: "[\w-]*" from "\S+": no matches for kind "\w+" in version "[\w./]+"\s+ensure CRDs are installed first$/;
const UNKNOWN_FIELD = / in version "v1" cannot be handled as a \w+: strict decoding error: unknown field "spec\./;

/** Manifests that a v1.36 server does not take, and what it says of them. */
const REFUSED: ReadonlyMap<string, RegExp> = new Map([
  [
    'aws_ebs/aws-ebs-web.yaml',
    /ports\[0\]\.protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"$/,
  ],
  ['cinder/cinder-web.yaml', /ports\[0\]\.protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"$/],
  ['fibre_channel/fc.yaml', /json: cannot unmarshal string into Go struct field FCVolumeSource\.\S+ of type int32$/],
  ['rbd/rbd.yaml', UNKNOWN_FIELD],
  ['scaleio/pod.yaml', UNKNOWN_FIELD],
  ['storageos/storageos-pod.yaml', UNKNOWN_FIELD],
  ['storageos/storageos-pv.yaml', UNKNOWN_FIELD],
]);

function isRefusal(file: string, text: string): boolean {
  if (NO_MATCHES.test(text)) return true;
  for (const [ending, words] of REFUSED) if (file.endsWith(ending)) return words.test(text);
  return false;
}

const CLUSTER_SCOPED = new Set(['StorageClass', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding', 'APIService']);

/**
 * Manifests that people wrote, applied one by one with the real kubectl, each into a namespace of its own; what the server
 * stored is what was applied, and what it added is known.
 */
describe.skipIf(noKubectl || !existsSync(CORPUS))('the corpus', () => {
  let loopback: Loopback;
  beforeAll(async () => {
    loopback = await startLoopback({ workers: 3 });
  });
  afterAll(() => loopback.stop());

  it('is applied, and read back as it was applied plus defaults', async () => {
    const wrong: string[] = [];
    const files = manifestsUnder(CORPUS);
    expect(files.length).toBeGreaterThan(150);
    for (const [index, path] of files.entries()) {
      const name = path.slice(CORPUS.length + 1);
      const found = await check(loopback, path, `corpus-${index}`);
      wrong.push(...found.filter((text) => !isRefusal(name, text)).map((text) => `${name}: ${text}`));
    }
    expect(wrong).toEqual([]);
  });
});

async function check(loopback: Loopback, path: string, namespace: string): Promise<string[]> {
  const documents = (loadAll(readFileSync(path, 'utf8')) as (Manifest | null)[]).filter(
    (one) => one?.kind !== undefined,
  );
  if (documents.length === 0) return [];
  await post(loopback, '/api/v1/namespaces', { metadata: { name: namespace } });
  const manifests = documents.flatMap((one) => (one!.kind === 'List' ? (one!.items ?? []) : [one!]));
  for (const other of new Set(manifests.map(({ metadata }) => metadata?.namespace))) {
    if (other !== undefined) await post(loopback, '/api/v1/namespaces', { metadata: { name: other } });
  }
  const { stderr, code } = await loopback.kubectl(['apply', '-f', path], { namespace });
  if (code !== 0) return [stderr.trim()];
  const wrong: string[] = [];
  for (const manifest of manifests) wrong.push(...(await readBack(loopback, manifest, namespace)));
  // What is in no namespace would be in the way of others of the same name.
  if (manifests.some(({ kind }) => CLUSTER_SCOPED.has(kind ?? ''))) {
    await loopback.kubectl(['delete', '-f', path, '--wait=false'], { namespace });
    for (const { kind, metadata } of manifests)
      if (kind === 'PersistentVolume') await release(loopback, metadata?.name);
  }
  return wrong;
}

async function readBack(loopback: Loopback, manifest: Manifest, namespace: string): Promise<string[]> {
  const { kind, metadata } = manifest;
  if (metadata?.name === undefined) return [];
  const file = join(loopback.folder, 'one.json');
  writeFileSync(file, JSON.stringify(manifest));
  const { stdout, stderr, code } = await loopback.kubectl(['get', '-f', file, '-o', 'json'], { namespace });
  if (code !== 0) return [`${kind} ${metadata.name} cannot be read back: ${stderr.trim()}`];
  const stored = JSON.parse(stdout) as Manifest;
  const what = `${kind}/${metadata.name}`;
  return [
    ...differences(manifest, stored).map((text) => `${what} ${text}`),
    ...added(manifest, stored).map((text) => `${what} has ${text} that nobody asked for`),
  ];
}

/** A volume that is protected goes when nobody protects it. */
async function release(loopback: Loopback, name = ''): Promise<void> {
  const patch = JSON.stringify({ metadata: { finalizers: null } });
  await loopback.kubectl(['patch', 'pv', name, '--type=merge', '-p', patch]);
}

async function post(loopback: Loopback, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${loopback.address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
