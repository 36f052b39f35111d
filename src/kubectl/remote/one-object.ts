import { CommandError } from '../cobra/errors.ts';
import type { Invocation } from '../cobra/types.ts';
import type { Builder } from '../resource/types.ts';
import type { Json } from '../rest/types.ts';

/** A builder that takes `web` for `pod/web` (resource/builder.go, ResourceNames). */
export async function podsOrNamed({ factory }: Invocation, names: readonly string[]): Promise<Builder> {
  const { name, enforced } = await factory.namespace();
  return factory
    .builder()
    .namespace(name, enforced)
    .args(names.map((word) => (word.includes('/') ? word : `pods/${word}`)));
}

/** The one object that it means. */
export async function oneObject(builder: Builder, several: string): Promise<Json> {
  const infos = await builder.infos();
  if (infos.length !== 1) throw new CommandError(several);
  return infos[0]!.object;
}
