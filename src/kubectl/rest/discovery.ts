import { isJSONObject } from '../../engine/apimachinery/index.ts';
import type { Json, Mapping, Rest } from './types.ts';

/** One version of a group, with what it serves. */
export interface GroupVersionResources {
  readonly group: string;
  readonly version: string;
  readonly mappings: readonly Mapping[];
}

/** Everything that is served: groups in the server's order, the preferred version of each first. */
export type Discovery = readonly GroupVersionResources[];

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** Asks for the aggregated documents (client-go/discovery/aggregated_discovery.go). */
export async function discover(rest: Rest): Promise<Discovery> {
  const asked = { accept: AGGREGATED, query: { timeout: '32s' } };
  const documents = [await rest.get('/api', asked), await rest.get('/apis', asked)];
  const all = await Promise.all(documents.map((document, i) => groupsOf(document, i === 0, rest)));
  return all.flat();
}

async function groupsOf(document: Json, core: boolean, rest: Rest): Promise<Discovery> {
  if (document['kind'] === 'APIGroupDiscoveryList') return listOf(document['items']).flatMap(aggregatedGroup);
  const versions = core
    ? textsOf(document['versions'])
    : listOf(document['groups']).flatMap((group) => listOf(group['versions']).map((v) => String(v['groupVersion'])));
  const found: GroupVersionResources[] = [];
  for (const version of versions) found.push(await unaggregated(rest, core, version));
  return found;
}

function aggregatedGroup(item: Json): Discovery {
  const metadata = isJSONObject(item['metadata']) ? item['metadata'] : {};
  const group = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return listOf(item['versions']).map((served) => {
    const version = String(served['version']);
    return { group, version, mappings: listOf(served['resources']).map((entry) => mappingOf(entry, group, version)) };
  });
}

function mappingOf(entry: Json, group: string, version: string): Mapping {
  const responseKind = isJSONObject(entry['responseKind']) ? entry['responseKind'] : {};
  const own = (key: string, otherwise: string) => {
    const value = responseKind[key];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  return {
    group: own('group', group),
    version: own('version', version),
    kind: own('kind', ''),
    resource: String(entry['resource']),
    singular: typeof entry['singularResource'] === 'string' ? entry['singularResource'] : '',
    shortNames: textsOf(entry['shortNames']),
    categories: textsOf(entry['categories']),
    namespaced: entry['scope'] === 'Namespaced',
    verbs: textsOf(entry['verbs']),
    subresources: listOf(entry['subresources']).map(({ subresource }) => String(subresource)),
  };
}

/** A server that knows no aggregated discovery answers one document for each version. */
async function unaggregated(rest: Rest, core: boolean, groupVersion: string): Promise<GroupVersionResources> {
  const document = await rest.get(`${core ? '/api' : '/apis'}/${groupVersion}`);
  const [group = '', version = ''] = core ? ['', groupVersion] : groupVersion.split('/');
  const entries = listOf(document['resources']);
  const names = entries.map(({ name }) => String(name));
  const mappings = entries
    .filter(({ name }) => !String(name).includes('/'))
    .map((entry) => ({
      group,
      version,
      kind: String(entry['kind']),
      resource: String(entry['name']),
      singular: typeof entry['singularName'] === 'string' ? entry['singularName'] : '',
      shortNames: textsOf(entry['shortNames']),
      categories: textsOf(entry['categories']),
      namespaced: entry['namespaced'] === true,
      verbs: textsOf(entry['verbs']),
      subresources: names
        .filter((name) => name.startsWith(`${String(entry['name'])}/`))
        .map((name) => name.slice(name.indexOf('/') + 1)),
    }));
  return { group, version, mappings };
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isJSONObject) : [];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((item) => typeof item === 'string') : [];
}
