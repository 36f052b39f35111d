import { describe, expect, it } from 'vitest';
import { SECOND } from '../sim/index.ts';
import { TestNode } from '../testing/test-node.ts';
import type { Hop, Span } from '../trace/index.ts';

/** A node that has begun to work, and whose API server then takes requests and never answers. */
function unanswered(before: (node: TestNode) => void = () => {}): TestNode {
  const node = new TestNode();
  node.advance(30 * SECOND);
  before(node);
  node.server.apiProcess.pause();
  return node;
}

function leaseRequests(node: TestNode): readonly Hop[] {
  return node
    .records()
    .filter((record): record is Hop => record.type === 'hop')
    .filter(({ label, from }) => from === 'kubelet@worker-1' && label.form === 'request' && label.resource === LEASES);
}

const LEASES = 'leases.coordination.k8s.io';

describe('heartbeats of a node that nobody answers', () => {
  it('gives a lease renewal up after ten seconds and asks what the lease is now', () => {
    const node = unanswered();
    const since = node.server.sim.now;
    node.advance(40 * SECOND);
    const asked = leaseRequests(node).filter((hop) => hop.sent > since);
    const renewal = asked.find((hop) => hop.label.verb === 'update')!;
    const question = asked.find((hop) => hop.label.verb === 'get')!;
    expect(question.sent - renewal.sent).toBe(10 * SECOND);
  });

  it('gives a status report up after ten seconds, and makes the next one when it is due', () => {
    const node = unanswered((one) => {
      // A runtime that is gone is a change worth a report.
      one.containerd.kill();
      one.advance(25 * SECOND);
    });
    node.advance(40 * SECOND);
    const reports = node
      .records()
      .filter((record): record is Span => record.type === 'span' && record.operation === 'tryUpdateNodeStatus')
      .filter((span) => span.outcome === 'error');
    expect(reports[0]).toMatchObject({ detail: { reason: 'changed', message: 'context deadline exceeded' } });
    expect(reports[0]!.end! - reports[0]!.start).toBe(10 * SECOND);
    expect(reports.length).toBeGreaterThan(1);
  });
});
