import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Cluster } from '../../engine/cluster/index.ts';
import { holds, lessons, type Lesson } from '../../lessons/index.ts';
import type { HttpRequest } from '../../protocol/index.ts';
import { LessonPlayer, type LessonStage } from './lesson-player.ts';

const COLLECTIONS: Readonly<Record<string, string>> = {
  Pod: '/api/v1/namespaces/default/pods',
  ReplicationController: '/api/v1/namespaces/default/replicationcontrollers',
  Deployment: '/apis/apps/v1/namespaces/default/deployments',
};

/** A page without a page: the real engine, its objects, and a wall clock that the test turns. */
function stage() {
  const cluster = new Cluster({ seed: 1, workers: 3 });
  cluster.runUntilReady();
  const objects = new Map<string, Map<string, unknown>>();
  cluster.follow(({ resource, namespace, name, object }) => {
    const known = objects.get(resource) ?? new Map<string, unknown>();
    objects.set(resource, known);
    if (object) known.set(`${namespace}/${name}`, object);
    else known.delete(`${namespace}/${name}`);
  });
  let wall = 0;
  let frame = () => {};
  const fetch = (request: HttpRequest) =>
    new Promise<{ status: number; headers: Record<string, string>; body: string }>((resolve) => {
      cluster.request(request, {
        onResponse: (response) => resolve({ ...response, headers: { ...response.headers } }),
      });
    });
  const made: LessonStage = {
    world: { list: (resource) => [...(objects.get(resource)?.values() ?? [])] },
    fetch,
    fault: async ({ name, params }) => cluster.fault(name, params),
    apply: async (manifest) => {
      const object = parse(manifest) as { kind: string };
      const url = COLLECTIONS[object.kind] ?? '';
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch({ method: 'POST', url, headers, body: JSON.stringify(object) });
      return { ok: answer.status < 400, text: answer.body };
    },
    play: () => {},
    onFrame: (listener) => {
      frame = listener;
      return () => (frame = () => {});
    },
    wallMs: () => wall,
  };
  const pass = async () => {
    cluster.advance(500_000);
    wall += 5_000;
    frame();
    await Promise.resolve();
  };
  return { made, pass, cluster };
}

async function play(lesson: Lesson): Promise<{ before: boolean; after: boolean; said: number; seconds: number }> {
  const { made, pass, cluster } = stage();
  const player = new LessonPlayer(made);
  const before = holds(lesson.goal, made.world);
  player.start(lesson);
  const from = cluster.now;
  for (let i = 0; i < 2_000 && player.store.getState().step < lesson.steps.length; i++) {
    await pass();
    expect(player.store.getState().failure).toBeUndefined();
  }
  const { step } = player.store.getState();
  return { before, after: holds(lesson.goal, made.world), said: step, seconds: (cluster.now - from) / 1e6 };
}

describe('each lesson plays itself against the engine', () => {
  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s', async (_id, lesson) => {
    const { before, after, said } = await play(lesson);
    expect([before, after]).toEqual([false, true]);
    expect(said).toBe(lesson.steps.length);
  });
});

describe('the lesson player', () => {
  it('stands still where the cluster does not do what was announced, and says why when it refuses', async () => {
    const { made, pass } = stage();
    const player = new LessonPlayer(made);
    const [pod] = lessons;
    player.start({
      ...pod!,
      steps: [{ say: pod!.title, act: { type: 'apply', manifest: 'kind: Pod\nmetadata: {}\n' } }],
    });
    for (let i = 0; i < 10; i++) await pass();
    expect(player.store.getState()).toMatchObject({ step: 0, failure: expect.stringMatching(/Status/) });
    player.start({ ...pod!, steps: [{ say: pod!.title, until: pod!.goal }] });
    for (let i = 0; i < 10; i++) await pass();
    expect(player.store.getState()).toMatchObject({ step: 0, failure: undefined });
  });

  it('can be hurried over a sentence, and left', async () => {
    const { made, pass } = stage();
    const player = new LessonPlayer({ ...made, wallMs: () => 1 });
    const [pod] = lessons;
    player.start({ ...pod!, steps: [{ say: pod!.title }, { say: pod!.summary }] });
    for (let i = 0; i < 5; i++) await pass();
    expect(player.store.getState().step).toBe(0);
    player.leave();
    expect(player.store.getState().lesson).toBeUndefined();
  });
});
