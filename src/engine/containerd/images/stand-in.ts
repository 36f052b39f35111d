import { hexDigest } from '../digest.ts';
import { ALPINE, layer, text, type Image } from './image.ts';

/** Parts of a name that say "there is no such image". */
const NOT_THERE = ['doesnotexist', 'does-not-exist', 'nonexistent', 'non-existent', 'notexist', 'no-such', 'typo'];
const NOT_A_TAG = ['nope', 'doesnotexist', 'does-not-exist', 'nonexistent', 'non-existent', 'invalid', 'bad', 'typo'];

export function isMissingRepository(repository: string): boolean {
  return NOT_THERE.some((part) => repository.includes(part));
}

export function isMissingTag(tag: string): boolean {
  return NOT_A_TAG.some((part) => tag.includes(part));
}

/** Nobody has written what this image does: it starts, listens where the pod says it does, and says so. */
export function standIn(repository: string): Image {
  const size = 8_000_000 + (parseInt(hexDigest(repository).slice(0, 6), 16) % 60_000_000);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return {
    repository,
    layers: [ALPINE, layer(`${repository} program`, size)],
    entrypoint: [`/${name}`],
    cmd: [],
    shell: true,
    base: 'alpine',
    standIn: true,
    server: {
      binaries: [name],
      ports: [],
      startup: 300_000,
      log: [`orrery: nobody has described ${repository} yet; this is a stand-in that listens on the declared ports`],
      http: (request) => text(200, `stand-in for ${repository}: ${request.method ?? 'GET'} ${request.path ?? '/'}\n`),
      shutdown: 50_000,
    },
  };
}
