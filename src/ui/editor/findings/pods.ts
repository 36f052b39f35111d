import { tryParseQuantity, type Quantity } from '../../../engine/apimachinery/index.ts';
import { itemsOfSeq, keyPlace, nodeAt, textAt, valueAt, valuePlace, type Path, type Tree } from '../manifest/trees.ts';
import { containerPaths, podPath, record, type Lint } from './context.ts';
import { replace, rewrite, type Finding, type Fix, setAt } from './finding.ts';
import { nearest } from './spelling.ts';

/** More asked for than allowed. */
export const requestsOverLimits: Lint = (tree) =>
  containerPaths(tree).flatMap((container) => {
    const resources = record(valueAt(tree, [...container, 'resources']));
    const requests = record(resources['requests']);
    const limits = record(resources['limits']);
    return Object.keys(requests).flatMap((name): Finding[] => {
      const [request, limit] = [quantity(requests[name]), quantity(limits[name])];
      if (!request || !limit || request.cmp(limit) <= 0) return [];
      const at: Path = [...container, 'resources', 'requests', name];
      const to: Path = [...container, 'resources', 'limits', name];
      const params = { resource: name, request: String(requests[name]), limit: String(limits[name]) };
      const copy = (title: Fix['title'], from: Path, onto: Path): Fix => ({
        title,
        params,
        edits: () => {
          const { from: start, to: end } = valuePlace(tree, from);
          return replace(valuePlace(tree, onto), tree.text.slice(start - tree.offset, end - tree.offset));
        },
      });
      const fixes = [copy('fix.raiseLimit', at, to), copy('fix.lowerRequest', to, at)];
      return [{ message: 'lint.requestOverLimit', params, severity: 'error', range: valuePlace(tree, at), fixes }];
    });
  });

function quantity(value: unknown): Quantity | undefined {
  return typeof value === 'string' || typeof value === 'number' ? tryParseQuantity(value) : undefined;
}

/** A mount of a volume that the pod does not have. */
export const mountsOfNothing: Lint = (tree) => {
  const pod = podPath(tree.kind);
  if (!pod) return [];
  const volumesAt: Path = [...pod, 'spec', 'volumes'];
  const names = itemsOfSeq(nodeAt(tree.document.contents, volumesAt)).map((item) => textAt(item, ['name']));
  const claims = itemsOfSeq(nodeAt(tree.document.contents, ['spec', 'volumeClaimTemplates']));
  names.push(...claims.map((item) => textAt(item, ['metadata', 'name'])));
  return containerPaths(tree).flatMap((container) => {
    const at = [...container, 'volumeMounts'];
    return itemsOfSeq(nodeAt(tree.document.contents, at)).flatMap((item, index): Finding[] => {
      const name = textAt(item, ['name']);
      if (name === '' || names.includes(name)) return [];
      const range = valuePlace(tree, [...at, index, 'name']);
      const meant = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
      const fixes: Fix[] = [];
      if (meant)
        fixes.push({ title: 'fix.rename', params: { from: name, to: meant }, edits: () => replace(range, meant) });
      fixes.push({
        title: 'fix.addVolume',
        params: { name },
        edits: () =>
          rewrite(tree, (document) => {
            const volume = document.createNode({ name, emptyDir: {} });
            if (nodeAt(document.contents, volumesAt) === undefined) setAt(document, volumesAt, document.createNode([]));
            document.addIn(volumesAt, volume);
          }),
      });
      return [{ message: 'lint.noVolume', params: { name }, severity: 'error', range, fixes }];
    });
  });
};

/** Two containers of one name. */
export const sameNames: Lint = (tree) => {
  const seen = new Set<string>();
  return containerPaths(tree).flatMap((container): Finding[] => {
    const name = textAt(tree.document.contents, [...container, 'name']);
    if (name === '') return [];
    const twice = seen.has(name);
    seen.add(name);
    if (!twice) return [];
    const range = valuePlace(tree, [...container, 'name']);
    let number = 2;
    while (seen.has(`${name}-${number}`)) number++;
    const to = `${name}-${number}`;
    const fixes: Fix[] = [{ title: 'fix.rename', params: { from: name, to }, edits: () => replace(range, to) }];
    return [{ message: 'lint.sameName', params: { name }, severity: 'error', range, fixes }];
  });
};

/** Images that people mean when they slip. */
const FAMILIAR = [
  'nginx',
  'busybox',
  'redis',
  'mysql',
  'postgres',
  'alpine',
  'httpd',
  'ubuntu',
  'debian',
  'mongo',
  'memcached',
  'wordpress',
  'python',
  'node',
  'golang',
  'rabbitmq',
  'tomcat',
  'perl',
];

/** An image of no stated version, or one whose name looks like a slip. */
export const images: Lint = (tree) =>
  containerPaths(tree).flatMap((container): Finding[] => {
    const at = [...container, 'image'];
    const image = textAt(tree.document.contents, at);
    if (image === '') return [];
    const range = valuePlace(tree, at);
    const [name = '', digest] = image.split('@');
    const colon = name.lastIndexOf(':');
    const tagged = colon > name.lastIndexOf('/');
    const repository = tagged ? name.slice(0, colon) : name;
    const meant =
      !repository.includes('/') && !FAMILIAR.includes(repository) ? nearest(repository, FAMILIAR) : undefined;
    if (meant !== undefined) {
      const to = image.replace(repository, meant);
      const fixes: Fix[] = [{ title: 'fix.rename', params: { from: image, to }, edits: () => replace(range, to) }];
      return [{ message: 'lint.imageSlip', params: { image: repository, meant }, severity: 'warning', range, fixes }];
    }
    if (digest !== undefined || (tagged && name.slice(colon + 1) !== 'latest')) return [];
    return [{ message: 'lint.latest', params: { image }, severity: 'hint', range, fixes: [] }];
  });

/** What a pod does when it ends must fit whoever makes it. */
export const restartPolicies: Lint = (tree) => {
  const pod = podPath(tree.kind);
  if (!pod || pod.length === 0) return [];
  const at = [...pod, 'spec', 'restartPolicy'];
  const policy = textAt(tree.document.contents, at);
  const ends = tree.kind === 'Job' || tree.kind === 'CronJob';
  if (ends ? policy === 'Never' || policy === 'OnFailure' : policy === '' || policy === 'Always') return [];
  if (valueAt(tree, [...pod, 'spec']) === undefined) return [];
  const choices = ends ? ['OnFailure', 'Never'] : ['Always'];
  const fixes = choices.map((choice): Fix => ({
    title: 'fix.restartPolicy',
    params: { policy: choice },
    edits: () => rewrite(tree, (document) => setAt(document, at, choice)),
  }));
  const range = policy === '' ? keyPlace(tree, [...pod, 'spec']) : valuePlace(tree, at);
  const params = { kind: tree.kind, policy: policy || 'Always', choices: choices.join(', ') };
  return [{ message: 'lint.restartPolicy', params, severity: 'error', range, fixes }];
};

/** A probe at a named port that its container does not have. */
export const probePorts: Lint = (tree: Tree) =>
  containerPaths(tree).flatMap((container) => {
    const ports = itemsOfSeq(nodeAt(tree.document.contents, [...container, 'ports']));
    const names = ports.map((port) => textAt(port, ['name'])).filter((name) => name !== '');
    return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
      ['httpGet', 'tcpSocket'].flatMap((action): Finding[] => {
        const at = [...container, probe, action, 'port'];
        const port = valueAt(tree, at);
        if (typeof port !== 'string' || names.includes(port) || /^\d+$/.test(port)) return [];
        const numbers = ports.map((_, index) => valueAt(tree, [...container, 'ports', index, 'containerPort']));
        const range = valuePlace(tree, at);
        const fixes = [...names, ...numbers.map(String)]
          .slice(0, 3)
          .map((to): Fix => ({ title: 'fix.rename', params: { from: port, to }, edits: () => replace(range, to) }));
        return [{ message: 'lint.noPortNamed', params: { port, probe }, severity: 'warning', range, fixes }];
      }),
    );
  });
