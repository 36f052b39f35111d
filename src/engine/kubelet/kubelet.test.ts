import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../sim/index.ts';
import { TestNode } from './testing/test-node.ts';

const sleeper = { name: 'main', image: 'busybox', command: ['sleep', '3600'], imagePullPolicy: 'IfNotPresent' };

describe('dbg', () => {
  it('crash loop', () => {
    const node = new TestNode();
    node.run('bad', { containers: [{ name: 'c', image: 'busybox', imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', 'echo hi; sleep 2; exit 3'] }] });
    let last = '';
    for (let t = 0; t < 400; t++) {
      node.advance(SECOND);
      const { status } = node.pod('bad');
      const c = status.containerStatuses?.[0];
      const now = JSON.stringify([status.phase, c?.restartCount, Object.keys(c?.state ?? {}), c?.state?.waiting, c?.state?.terminated?.exitCode, c?.lastState?.terminated?.exitCode, c?.ready]);
      if (now !== last) console.log(t, now);
      last = now;
    }
    console.log(node.events('bad'));
  });
  it('images', () => {
    const node = new TestNode();
    node.run('i1', { containers: [{ name: 'c', image: 'nginx:nope' }] });
    node.run('i2', { containers: [{ name: 'c', image: 'Nginx:1' }] });
    node.run('i3', { containers: [{ name: 'c', image: 'doesnotexist' }] });
    let last = '';
    for (let t = 0; t < 60; t++) {
      node.advance(SECOND);
      const now = ['i1', 'i2', 'i3'].map((n) => JSON.stringify(node.pod(n).status.containerStatuses?.[0]?.state)).join('\n   ');
      if (now !== last) console.log(t, now);
      last = now;
    }
    console.log(node.events('i1'), node.events('i2'));
  });
  it('delete', () => {
    const node = new TestNode();
    node.run('a', { containers: [sleeper] });
    node.run('b', { containers: [{ name: 'w', image: 'nginx' }] });
    node.advance(20 * SECOND);
    node.server.delete('pods', 'default', 'a');
    node.server.delete('pods', 'default', 'b');
    let last = '';
    for (let t = 0; t < 45; t++) {
      node.advance(SECOND);
      const now = ['a', 'b'].map((n) => JSON.stringify([node.tryPod(n)?.status.phase, node.tryPod(n)?.status.containerStatuses?.[0]?.state])).join('\n   ');
      if (now !== last) console.log(t, now);
      last = now;
    }
    console.log(node.events('a'), node.runtime.sandboxes.size);
  });
});
