import { describe, expect, it } from 'vitest';
import { parseImageName, repositoryOf } from '../../cri-api/index.ts';
import { KNOWN_IMAGES, type ProgramContext } from './index.ts';

const CONTEXT: ProgramContext = {
  hostname: 'web-0',
  ip: '10.244.1.2',
  env: {},
  tag: 'latest',
  argv: [],
  served: 0,
  read: () => undefined,
};

function answer(image: string, context: Partial<ProgramContext> = {}, path = '/'): string {
  const found = KNOWN_IMAGES.get(`docker.io/${image}`) ?? KNOWN_IMAGES.get(image);
  const reply = found?.server?.http?.({ protocol: 'http', path }, { ...CONTEXT, ...context });
  return reply === undefined ? 'nothing' : `${reply.status} ${reply.body}`;
}

describe('images', () => {
  it('are named as a registry names them, each once, and weigh something', () => {
    for (const [repository, image] of KNOWN_IMAGES) {
      const name = parseImageName(repository);
      expect(typeof name === 'string' ? name : repositoryOf(name)).toBe(repository);
      expect(image.layers.length, repository).toBeGreaterThan(0);
      expect(image.entrypoint.length + image.cmd.length, repository).toBeGreaterThan(0);
      for (const { size } of image.layers) expect(size, repository).toBeGreaterThan(0);
    }
  });

  it('start what they describe: the command line of an image with a server is that server', () => {
    for (const [repository, { server, entrypoint, cmd }] of KNOWN_IMAGES) {
      if (!server || cmd[0] === 'true') continue;
      const words = [...entrypoint, ...cmd].map((word) => word.slice(word.lastIndexOf('/') + 1));
      expect(
        words.some((word) => server.binaries.includes(word)),
        `${repository}: ${words.join(' ')}`,
      ).toBe(true);
    }
  });

  it('tell their versions by their tags', () => {
    expect(answer('gcr.io/google-samples/hello-app', { tag: '2.0' })).toBe(
      '200 Hello, world!\nVersion: 2.0.0\nHostname: web-0\n',
    );
    expect(answer('gcr.io/google-samples/kubernetes-bootcamp', { tag: 'v2' })).toContain('| v=2');
    expect(answer('luksa/kubia', { tag: 'v2' })).toBe('200 This is v2 running in pod web-0\n');
    expect(answer('luksa/kubia')).toBe("200 You've hit web-0\n");
  });

  it('break down as their books say', () => {
    expect(answer('luksa/kubia', { tag: 'v3', served: 4 })).toMatch(/^200/);
    expect(answer('luksa/kubia', { tag: 'v3', served: 5 })).toMatch(/^500 Some internal error has occurred!/);
    expect(answer('luksa/kubia-unhealthy', { served: 5 })).toBe("500 I'm not well. Please restart me!");
  });

  it('say what their arguments tell them to say', () => {
    expect(answer('hashicorp/http-echo', { argv: ['/http-echo', '-text=apple'] })).toBe('200 apple\n');
    expect(answer('hashicorp/http-echo', { argv: ['/http-echo', '-text', 'banana'] })).toBe('200 banana\n');
  });
});
