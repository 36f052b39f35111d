import { fileURLToPath } from 'node:url';
import { readdirSync, readFileSync, statSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../engine/api/index.ts';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import { findingsOf } from '../findings/index.ts';
import type { Words } from './builtin.ts';
import { Catalog } from './catalog.ts';
import { schemaAt } from './schema.ts';

const catalog = new Catalog(fieldDescriptions() as Words);

describe('the catalog', () => {
  it('has every kind that the cluster stores, in every version, with words', () => {
    for (const { group, version, kind, versions = [] } of kinds)
      for (const served of [{ group, version }, ...versions]) {
        const apiVersion = served.group === '' ? served.version : `${served.group}/${served.version}`;
        const schema = catalog.find(apiVersion, kind);
        expect({ kind, apiVersion, shape: schema?.shape }).toEqual({ kind, apiVersion, shape: 'object' });
        expect(schema!.description).not.toBe('');
        expect(schema!.fields.get('metadata')?.schema.type).toBe('ObjectMeta');
      }
  });

  it('knows what is deep inside, and that a name is a name', () => {
    const pod = catalog.find('v1', 'Pod');
    const port = schemaAt(pod, ['spec', 'containers', 0, 'ports', 0]);
    expect(port?.fields.get('containerPort')).toMatchObject({ required: true, schema: { type: 'int32' } });
    expect(schemaAt(pod, ['spec', 'containers', 0, 'imagePullPolicy'])?.choices).toEqual([
      'Always',
      'IfNotPresent',
      'Never',
    ]);
    expect(schemaAt(pod, ['metadata', 'labels', 'anything'])?.type).toBe('string');
    expect(schemaAt(pod, ['spec', '__proto__'])).toBeUndefined();
    expect(catalog.find('__proto__', 'constructor')).toBeUndefined();
  });
});

const CORPUS = fileURLToPath(new URL('../../../../../shared/corpus/kubernetes-examples', import.meta.url));

/** Manifests of the corpus that are wrong, or older than the server. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'cockroachdb/cockroachdb-statefulset.yaml': ['lint.removedVersion'],
  'volumes/aws_ebs/aws-ebs-web.yaml': ['lint.choice'],
  'volumes/cinder/cinder-web.yaml': ['lint.choice'],
  'volumes/fibre_channel/fc.yaml': ['lint.wantsNumber'],
  'volumes/flexvolume/deploy/ds.yaml': ['lint.removedVersion', 'lint.noSelector'],
  'volumes/rbd/rbd.yaml': ['lint.unknown', 'lint.unknown'],
  'volumes/scaleio/pod.yaml': ['lint.misspelt'],
  'volumes/storageos/storageos-pod.yaml': ['lint.unknown'],
  'volumes/storageos/storageos-pv.yaml': ['lint.unknown'],
};

describe.runIf(existsSync(CORPUS))('the corpus', () => {
  it('has no errors but those that are known', () => {
    const said: Record<string, string[]> = {};
    let files = 0;
    for (const file of filesIn(CORPUS)) {
      files++;
      const errors = findingsOf(readFileSync(file, 'utf8'), { catalog, live: () => [] })
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message);
      const name = file.slice(CORPUS.length + 1).replace('_archived/', '');
      // Six disks of Azure are of a StorageClass that is served no more.
      if (errors.length > 0 && !/azure_disk.*storageclass/.test(name)) said[name] = errors;
    }
    expect(files).toBeGreaterThan(100);
    expect(said).toEqual(KNOWN);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.ya?ml$/.test(name) ? [path] : [];
  });
}
