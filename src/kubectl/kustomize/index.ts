/**
 * kustomize: manifests made out of other manifests without templates (sigs.k8s.io/kustomize, v5.6.0, the one in kubectl 1.33).
 * A folder's kustomization.yaml names resources, other folders and what is to be changed of them; the answer is the text of all
 * that comes of it. Everything is read from the world's files and nothing is asked of the cluster.
 *
 * It promises kustomize's output to the byte for resources, bases, components, names and their references, namespaces, labels,
 * annotations, images, replicas, generators with their hashes, patches of both kinds, replacements, vars and the order.
 *
 * It differs from kustomize in this: there are no plugins, no Helm charts, no functions in containers and nothing from the network; files of
 * configurations, crds and openapi are not read; generators and transformers of their own files are not run; a `$(VAR)` is
 * replaced wherever it stands.
 */
import { CommandError } from '../cobra/errors.ts';
import { absolute } from '../config/index.ts';
import { toYAML } from '../printers/index.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { accumulate } from './accumulate.ts';
import { hashOf } from './hash.ts';
import { mapIn, textsOf } from './kustomization.ts';
import { fixReferences } from './name-reference-filter.ts';
import { inLegacyOrder } from './order.ts';
import { metadataOf, type Res } from './res.ts';
import { resolveVars } from './vars.ts';

const LOCAL = 'config.kubernetes.io/local-config';

/** The objects that a folder comes to, in their order. Throws in kustomize's words. */
export async function build(world: World, folder: string): Promise<readonly Json[]> {
  const { resources, vars, fields } = await accumulate(world, folder);
  for (const res of resources) {
    if (!res.needsHash) continue;
    res.remember();
    metadataOf(res.object)['name'] = `${res.id.name}-${hashOf(res.object)}`;
  }
  fixReferences(resources);
  resolveVars(resources, vars);
  const kept = resources.filter(({ object }) => mapIn(metadataOf(object), 'annotations')[LOCAL] === undefined);
  return ordered(kept, fields).map(({ object }) => object);
}

function ordered(resources: readonly Res[], fields: Json): readonly Res[] {
  const options = mapIn(fields, 'sortOptions');
  if (options['order'] === 'fifo') return resources;
  const legacy = mapIn(options, 'legacySortOptions');
  const [first, last] = [textsOf(legacy, 'orderFirst'), textsOf(legacy, 'orderLast')];
  return first.length > 0 || last.length > 0
    ? inLegacyOrder(resources, [...first], [...last])
    : inLegacyOrder(resources);
}

/** What `kubectl kustomize` prints for a folder, whose path may begin at the current directory. */
export async function kustomize(world: World, folder: string): Promise<string> {
  const at = absolute(world.cwd, folder);
  const stat = await world.files.stat(at);
  if (stat === undefined)
    throw new CommandError(
      `must build at directory: not a valid directory: evalsymlink failure on '${folder}' : lstat ${at}: no such file or directory`,
    );
  if (!stat.directory) throw new CommandError(`must build at directory: '${folder}': file is not directory`);
  return (await build(world, at)).map((object) => toYAML(object)).join('---\n');
}
