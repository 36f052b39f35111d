import { locate } from '../manifest/positions.ts';
import { parseManifest, type ManifestDocument } from '../manifest/documents.ts';
import { treesOf, valueAt } from '../manifest/trees.ts';
import { planApply } from './apply-object.ts';
import { changesBetween, type FieldChange } from './changes.ts';
import { isRecord, parseBody, type ApplyClient } from './client.ts';
import { identify, isRefusal, itemsOf } from './identify.ts';
import type { Problem } from './index.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { objectUrl, RestMapper, typeName } from './rest-mapping.ts';

type Json = Readonly<Record<string, unknown>>;

/** What apply would do to one object. */
export interface ObjectPlan {
  /** `deployment.apps/web` */
  readonly title: string;
  readonly namespace: string;
  readonly verb: 'created' | 'configured' | 'unchanged' | 'refused' | 'waits';
  readonly changes: readonly FieldChange[];
  /** Why it is refused, or what it waits for. */
  readonly message: string;
  /** What the manifest says, what the last apply said, what there is, and what there would be. */
  readonly written: Json | undefined;
  readonly live: Json | undefined;
  readonly result: Json | undefined;
}

export interface ManifestPlan {
  readonly objects: readonly ObjectPlan[];
  readonly problems: readonly Problem[];
}

/** Only asks: writes go with dryRun=All, as an observer's, so that nothing travels and nothing changes. */
function dry(client: Pick<ApplyClient, 'observe'>): ApplyClient {
  return {
    observe: (request) => client.observe(request),
    fetch: (request) =>
      client.observe(
        request.method === 'GET'
          ? request
          : { ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}dryRun=All` },
      ),
  };
}

/** What applying a manifest would do, object by object, as the server sees it. */
export async function planManifest(
  text: string,
  file: string,
  client: Pick<ApplyClient, 'observe'>,
): Promise<ManifestPlan> {
  const asking = dry(client);
  const mapper = new RestMapper(asking);
  const objects: ObjectPlan[] = [];
  const problems: Problem[] = [];
  const promised = promisesOf(text);
  for (const document of parseManifest(text)) {
    if (document.problem) {
      problems.push(document.problem);
      continue;
    }
    for (const { value, path } of itemsOf(document.value)) {
      const plan = await planObject(value, mapper, file, promised);
      objects.push(plan.plan);
      if (plan.refusal) problems.push(...placesOf(plan.refusal, document, path));
    }
  }
  return { objects, problems };
}

interface Planned {
  readonly plan: ObjectPlan;
  readonly refusal?: Refusal;
}

async function planObject(value: unknown, mapper: RestMapper, file: string, promised: Promised): Promise<Planned> {
  const wanted = await identify(value, mapper, file);
  const nothing = { changes: [], written: undefined, live: undefined, result: undefined };
  if (isRefusal(wanted)) {
    const title = nameless(value);
    if (promised.kinds.has(kindOf(value)))
      return { plan: { ...nothing, title, namespace: '', verb: 'waits', message: '' } };
    return { plan: { ...nothing, title, namespace: '', verb: 'refused', message: wanted.message }, refusal: wanted };
  }
  const { mapping, namespace, name, object } = wanted;
  const about = { title: `${typeName(mapping)}/${name}`, namespace, written: object };
  const got = await mapper.client.fetch({
    method: 'GET',
    url: objectUrl(mapping, namespace, name),
    headers: { accept: 'application/json' },
  });
  const body = got.status === 200 ? parseBody(got) : undefined;
  const live = isRecord(body) ? body : undefined;
  const plan = planApply(wanted, live);
  if (plan.verb === 'unchanged')
    return { plan: { ...about, verb: 'unchanged', changes: [], message: '', live, result: live } };
  const answer = await mapper.client.fetch(plan.request);
  if (answer.status >= 300) {
    const refusal = refusalOf(answer, `error when applying ${JSON.stringify(file)}`);
    const waits = answer.status === 404 && promised.namespaces.has(namespace);
    const verb = waits ? 'waits' : 'refused';
    const refused: ObjectPlan = {
      ...about,
      verb,
      changes: [],
      message: waits ? '' : refusal.message,
      live,
      result: undefined,
    };
    return waits ? { plan: refused } : { plan: refused, refusal };
  }
  const said = parseBody(answer);
  const result = isRecord(said) ? said : undefined;
  const changes = live && result ? changesBetween(live, result) : [];
  return { plan: { ...about, verb: plan.verb, changes, message: '', live, result } };
}

/** What the manifest itself brings: an object may wait for a namespace or a kind that stands before it. */
interface Promised {
  readonly namespaces: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

function promisesOf(text: string): Promised {
  const namespaces = new Set<string>();
  const kinds = new Set<string>();
  for (const tree of treesOf(text)) {
    if (tree.kind === 'Namespace') namespaces.add(String(valueAt(tree, ['metadata', 'name'])));
    if (tree.kind === 'CustomResourceDefinition') kinds.add(String(valueAt(tree, ['spec', 'names', 'kind'])));
  }
  return { namespaces, kinds };
}

function kindOf(value: unknown): string {
  const kind = isRecord(value) ? value['kind'] : undefined;
  return typeof kind === 'string' ? kind : '';
}

function nameless(value: unknown): string {
  const metadata = isRecord(value) && isRecord(value['metadata']) ? value['metadata'] : {};
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : '?';
  return `${kindOf(value).toLowerCase() || '?'}/${name}`;
}

/** Where in the file each part of a refusal belongs. */
export function placesOf({ message, places }: Refusal, document: ManifestDocument, prefix: string): readonly Problem[] {
  if (places.length === 0) return [{ message, range: locate(document, prefix === '' ? 'kind' : `${prefix}.kind`) }];
  return places.map((place) => ({
    message: place.message,
    range: locate(document, prefix === '' ? place.field : `${prefix}.${place.field}`),
  }));
}
