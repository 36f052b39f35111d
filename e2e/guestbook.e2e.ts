import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUntil, ask, openCluster, podStatuses, type OpenedCluster, apply } from './the-page.ts';

const GUESTBOOK = fileURLToPath(new URL('../../shared/corpus/kubernetes-examples/web/guestbook/', import.meta.url));
const FRONTEND = '/apis/apps/v1/namespaces/default/deployments/frontend';

interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly { name: string; image: string }[] } };
  };
  readonly status: {
    readonly updatedReplicas?: number;
    readonly replicas?: number;
    readonly availableReplicas?: number;
  };
}

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
});
afterAll(() => cluster.end());

const deployment = async () => (await ask(cluster.page, 'GET', FRONTEND)).body as Deployment;

/** Changes the frontend's image, as `kubectl edit` would, and waits until nothing else runs. */
async function roll(image: string): Promise<void> {
  const { page } = cluster;
  const { spec } = await deployment();
  const containers = spec.template.spec.containers.map((container) => ({ ...container, image }));
  expect((await ask(page, 'PATCH', FRONTEND, { spec: { template: { spec: { containers } } } })).status).toBe(200);
  await advanceUntil(page, '2s', async () => {
    const { spec: now, status } = await deployment();
    const { replicas } = now;
    return status.updatedReplicas === replicas && status.replicas === replicas && status.availableReplicas === replicas;
  });
}

describe.skipIf(!existsSync(GUESTBOOK))('the guestbook, as it is published', () => {
  it('is applied and runs', async () => {
    const { page } = cluster;
    const files = readdirSync(GUESTBOOK)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
    for (const file of files) {
      const lines = await apply(page, readFileSync(GUESTBOOK + file, 'utf8'));
      expect(
        lines.every((line) => line.endsWith(' created')),
        lines.join(),
      ).toBe(true);
    }
    await advanceUntil(page, '2s', async () => {
      const pods = Object.values(await podStatuses(page));
      return pods.length >= 6 && pods.every((status) => status === 'Running');
    });
  });

  it('rolls its frontend to another image and back, and its endpoints follow', async () => {
    const { page } = cluster;
    const image = (await deployment()).spec.template.spec.containers[0]!.image;
    await roll(`${image}-next`.replace(/:v\d.*$/, ':v6'));
    await roll(image);
    expect((await deployment()).spec.template.spec.containers[0]!.image).toBe(image);
    const slices = (
      await ask(
        page,
        'GET',
        '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dfrontend',
      )
    ).body as {
      items: { endpoints: { addresses: string[]; conditions: { ready: boolean } }[] }[];
    };
    const pods = (
      await ask(page, 'GET', '/api/v1/namespaces/default/pods?labelSelector=app%3Dguestbook%2Ctier%3Dfrontend')
    ).body as {
      items: { status: { podIP: string } }[];
    };
    const ready = slices.items.flatMap(({ endpoints }) => endpoints.filter(({ conditions }) => conditions.ready));
    expect(ready.flatMap(({ addresses }) => addresses).sort()).toEqual(
      pods.items.map(({ status }) => status.podIP).sort(),
    );
  });
});
