import type { LabelSelector } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import { NoKindMatchError } from '../rest/errors.ts';
import type { Mapper } from '../rest/types.ts';
import { decodeDocuments } from './decode.ts';
import { checkType, decoded } from './document.ts';
import { localMapping } from './local-mapping.ts';
import { itemsOf, labelsOf, nameOf, namespaceOf } from './object.ts';
import type { Source } from './paths.ts';
import type { Info } from './types.ts';

/** An object, or why it could not be had. */
export type Visited = { readonly info: Info } | { readonly error: unknown };

/** How documents become the objects that a command is about. */
export interface Reading {
  readonly mapper: Mapper;
  /** Nobody is asked where a kind is served. */
  readonly local: boolean;
  readonly validate: string;
  /** Lists are taken apart. */
  readonly flatten: boolean;
  readonly selector: LabelSelector | undefined;
  /** What is read may be looked up on the server. */
  readonly finish: (info: Info) => Promise<Info>;
}

/** The objects of one file, in their order; what is wrong with one does not keep the next back, unless it cannot be read. */
export async function* fromSource(source: Source, reading: Reading): AsyncGenerator<Visited> {
  let text: string;
  try {
    text = await source.read();
  } catch (error) {
    yield { error };
    return;
  }
  const documents = decodeDocuments(text);
  while (true) {
    let next: IteratorResult<unknown>;
    try {
      next = documents.next();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      yield { error: new CommandError(`error parsing ${source.name}: ${reason}`) };
      return;
    }
    if (next.done === true) return;
    yield* fromDocument(next.value, source.name, reading);
  }
}

async function* fromDocument(value: unknown, source: string, reading: Reading): AsyncGenerator<Visited> {
  const { selector } = reading;
  let info: Info;
  try {
    info = await infoFor(value, source, reading);
  } catch (error) {
    yield { error };
    return;
  }
  const items = reading.flatten ? itemsOf(info.object) : undefined;
  if (items !== undefined) {
    for (const item of items) yield* fromDocument(item, source, reading);
    return;
  }
  if (selector !== undefined && !selector.matches(labelsOf(info.object))) return;
  try {
    yield { info: await reading.finish(info) };
  } catch (error) {
    yield { error };
  }
}

/** resource/mapper.go, infoForData */
async function infoFor(value: unknown, source: string, { mapper, local, validate }: Reading): Promise<Info> {
  if (validate !== '' && validate !== 'Ignore') checkType(value, source);
  const object = decoded(value, source);
  const apiVersion = String(object['apiVersion'] ?? '');
  const kind = String(object['kind']);
  const name = nameOf(object);
  const namespace = namespaceOf(object);
  if (local) return { mapping: localMapping(apiVersion, kind), namespace, name, object, source };
  // A List of several kinds is served nowhere; its items are.
  const list = apiVersion === 'v1' && kind === 'List';
  try {
    const mapping = list ? localMapping(apiVersion, kind) : await mapper.kind(apiVersion, kind);
    return { mapping, namespace, name, object, source };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof NoKindMatchError) {
      const isList = itemsOf(object);
      if (isList !== undefined) return { mapping: localMapping(apiVersion, kind), namespace, name, object, source };
      const which = `name: ${JSON.stringify(name)} namespace: ${JSON.stringify(namespace)} from ${JSON.stringify(source)}`;
      throw new CommandError(`resource mapping not found for ${which}: ${reason}\nensure CRDs are installed first`);
    }
    throw new CommandError(`unable to recognize ${JSON.stringify(source)}: ${reason}`);
  }
}
