import { CommandError } from '../cobra/errors.ts';
import type { World } from '../world.ts';
import { sourcesOf } from './paths.ts';

/** The text of a file, or of standard input for `-`, as --raw sends it. */
export async function readAll(world: World, filename: string): Promise<string> {
  const [source] = (await sourcesOf(world, [filename], false)).sources;
  if (source === undefined) throw new CommandError(`the path ${JSON.stringify(filename)} does not exist`);
  return source.read();
}
