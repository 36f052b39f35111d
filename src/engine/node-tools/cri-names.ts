import type { CriClient, CriReplies, ImageRecord, PodSandbox, RuntimeContainer } from '../cri-api/index.ts';
import type { Task } from '../sim/index.ts';

/** What runs on a node, as its runtime lists it; the newest first. */
export interface Listed {
  readonly sandboxes: readonly PodSandbox[];
  readonly containers: readonly RuntimeContainer[];
  readonly images: readonly ImageRecord[];
}

export function* listAll(cri: CriClient): Task<Listed> {
  const { sandboxes, containers } = yield* cri.call('ListContainers', {});
  const { images } = yield* cri.call('ListImages', {});
  const newest = (a: { readonly createdAt: number }, b: { readonly createdAt: number }) => b.createdAt - a.createdAt;
  return { sandboxes: [...sandboxes].sort(newest), containers: [...containers].sort(newest), images };
}

/** Thirteen letters, as crictl shows ids. */
export function shortId(id: string, length = 13): string {
  return id.replace(/^sha256:/, '').slice(0, length);
}

/** The one whose id begins so, or whose name it is; undefined: there is none, or more than one. */
export function findContainer({ containers }: Listed, word: string): RuntimeContainer | undefined {
  const byId = containers.filter(({ id }) => id.startsWith(word));
  if (byId.length === 1) return byId[0];
  return containers.find(({ name }) => name === word);
}

export function findSandbox({ sandboxes }: Listed, word: string): PodSandbox | undefined {
  const found = sandboxes.filter(({ id }) => id.startsWith(word));
  return found.length === 1 ? found[0] : undefined;
}

export function imageOf({ images }: Listed, { imageRef }: RuntimeContainer): ImageRecord | undefined {
  return images.find(({ id, repoDigests }) => id === imageRef || repoDigests.includes(imageRef));
}

export function findImage({ images }: Listed, word: string): ImageRecord | undefined {
  const wanted = word.includes(':') ? word : `${word}:latest`;
  return images.find(
    ({ id, repoTags }) =>
      shortId(id, 64).startsWith(word) || repoTags.some((tag) => tag === wanted || tag.endsWith(`/${wanted}`)),
  );
}

/** All that the runtime knows of an image: `crictl inspecti`, with the verbose information. */
export function* statusOf(cri: CriClient, { id, repoTags, repoDigests }: ImageRecord): Task<CriReplies['ImageStatus']> {
  return yield* cri.call('ImageStatus', { image: repoTags[0] ?? repoDigests[0] ?? id, verbose: true });
}
