import { ClientFactory } from '../factory.ts';
import { FlagSet, flagsOf } from '../cobra/index.ts';
import { pathOf, type Mapping } from '../rest/types.ts';
import { nameOf } from '../resource/index.ts';
import { ROOT } from '../root.ts';
import { kustomize } from '../verbs/kustomize-slot.ts';
import type { Json } from '../rest/types.ts';
import type { World } from '../world.ts';
import { complete } from './index.ts';

/** cobra's ShellCompDirectiveDefault and ShellCompDirectiveNoFileComp. */
const FILES = ':0';
const NO_FILES = ':4';

const METADATA = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** What `kubectl __complete` tells a shell's script: words one a line, then whether files would do as well. */
export async function completeForShell(words: readonly string[], world: World): Promise<void> {
  const factory = new ClientFactory(world, new FlagSet(flagsOf([ROOT]), () => undefined), kustomize);
  const names = async (mapping: Mapping, namespace: string) => {
    const { items } = await factory.rest.get(pathOf(mapping, namespace), { accept: METADATA });
    return Array.isArray(items) ? (items as readonly Json[]).map(nameOf) : [];
  };
  const found = await complete(words.slice(0, -1), words.at(-1) ?? '', { world, names }).catch(() => []);
  const lines = found === 'files' ? [FILES] : [...found.map(({ text }) => text), NO_FILES];
  world.stdout.write(`${lines.join('\n')}\n`);
}
