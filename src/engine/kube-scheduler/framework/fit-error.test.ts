import { describe, expect, it } from 'vitest';
import { fitErrorMessage, type FitFacts } from './fit-error.ts';
import { NodeToStatus } from './node-to-status.ts';
import { Status } from './status.ts';

function facts(statuses: Record<string, string[]>, overrides: Partial<FitFacts> = {}): FitFacts {
  const nodeToStatus = new NodeToStatus();
  for (const [node, reasons] of Object.entries(statuses)) nodeToStatus.set(node, new Status('Unschedulable', reasons));
  return {
    numAllNodes: Object.keys(statuses).length,
    nodeToStatus,
    preFilterMsg: '',
    postFilterMsg: '',
    ...overrides,
  };
}

describe('the sentence of FailedScheduling', () => {
  it('counts each reason over the nodes, and a node may give several', () => {
    const statuses = {
      a: ['Insufficient cpu'],
      b: ['Insufficient cpu', 'Insufficient memory'],
      c: ['Insufficient cpu'],
    };
    expect(fitErrorMessage(facts(statuses))).toBe(
      '0/3 nodes are available: 1 Insufficient memory, 3 Insufficient cpu.',
    );
  });

  it('sorts the counted reasons as text', () => {
    const statuses: Record<string, string[]> = { x: ['B'], y: ['B'] };
    for (let i = 0; i < 10; i++) statuses[`n${i}`] = ['A'];
    expect(fitErrorMessage(facts(statuses))).toBe('0/12 nodes are available: 10 A, 2 B.');
  });

  it('counts nodes that nobody asked with the reason they share', () => {
    const message = facts({ a: ['Insufficient cpu'] }, { numAllNodes: 4 });
    message.nodeToStatus.absent = new Status('UnschedulableAndUnresolvable', [
      "node(s) didn't satisfy plugin(s) [NodeAffinity]",
    ]);
    expect(fitErrorMessage(message)).toBe(
      "0/4 nodes are available: 1 Insufficient cpu, 3 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    );
  });

  it('gives the one reason of a PreFilter once, and adds what preemption found', () => {
    expect(
      fitErrorMessage(
        facts(
          { a: ['x'] },
          { preFilterMsg: 'persistentvolumeclaim "nope" not found', postFilterMsg: 'preemption: no.' },
        ),
      ),
    ).toBe('0/1 nodes are available: persistentvolumeclaim "nope" not found. preemption: no.');
  });
});
