import { expect, it } from 'vitest';
import { createCluster } from '../../../worker/create-cluster.ts';
import { clean } from './clean.ts';
import { planManifest } from './plan.ts';

type Json = Readonly<Record<string, unknown>>;

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] }] },
    },
  },
};

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
};

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', labels: { app: 'one' } },
  spec: { containers: [{ name: 'one', image: 'nginx:1.27' }] },
};

const { cluster } = createCluster({ seed: 3, workers: 1 });

function ask(method: string, url: string, body?: unknown): Json {
  let answer: Json | undefined;
  const headers = { 'content-type': 'application/json' };
  const request = { method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  cluster.request(request, { onResponse: (response) => (answer = JSON.parse(response.body) as Json) });
  while (!answer && cluster.sim.step());
  return answer!;
}

const observe = (request: Parameters<typeof cluster.observe>[0]) => Promise.resolve(cluster.observe(request));

it.each([
  ['Deployment', '/apis/apps/v1/namespaces/default/deployments', DEPLOYMENT],
  ['Service', '/api/v1/namespaces/default/services', SERVICE],
  ['Pod', '/api/v1/namespaces/default/pods', POD],
] as const)('a %s that runs is exported as it was written', (_, url, object) => {
  ask('POST', url, object);
  cluster.advance(20_000_000);
  const live = ask('GET', `${url}/${object.metadata.name}`);
  expect(live).toHaveProperty('status');
  expect(clean(live)).toEqual(object);
});

it('what it plans is what apply would do, field by field', async () => {
  const changed = JSON.stringify({ ...DEPLOYMENT, spec: { ...DEPLOYMENT.spec, replicas: 5 } });
  const plan = await planManifest(
    `${changed}\n---\n${JSON.stringify({ ...SERVICE, metadata: { name: 'new' } })}`,
    'f',
    { observe },
  );
  expect(plan.problems).toEqual([]);
  expect(plan.objects).toMatchObject([
    { title: 'deployment.apps/web', verb: 'configured', changes: [{ path: 'spec.replicas', before: 2, after: 5 }] },
    { title: 'service/new', verb: 'created', changes: [] },
  ]);
  expect(ask('GET', '/apis/apps/v1/namespaces/default/deployments/web')).toMatchObject({ spec: { replicas: 2 } });
});

it('tells what is refused at its place, and what waits for what stands before it', async () => {
  const bad = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  ports:\n    - port: 99999\n';
  const refused = await planManifest(bad, 'f', { observe });
  expect(refused.objects).toMatchObject([{ title: 'service/x', verb: 'refused' }]);
  const [problem] = refused.problems;
  expect(bad.slice(problem!.range.from, problem!.range.to)).toBe('port: 99999');
  const waits =
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: team\n';
  expect(await planManifest(waits, 'f', { observe })).toMatchObject({
    objects: [{ verb: 'created' }, { title: 'configmap/c', verb: 'waits' }],
    problems: [],
  });
});
