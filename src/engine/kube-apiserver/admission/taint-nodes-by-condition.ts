import type { ApiObject } from '../../apimachinery/index.ts';
import type { Plugin } from './plugin.ts';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const;

interface NodeLike extends ApiObject {
  readonly spec?: { readonly taints?: readonly { readonly key: string; readonly effect: string }[] };
}

/** A new node is not ready, and nothing may race to it before the node controller has looked. plugin/pkg/admission/nodetaint */
export const taintNodesByCondition: Plugin = {
  name: 'TaintNodesByCondition',
  handles: ({ operation, kind, subresource }) =>
    operation === 'CREATE' && kind.resource === 'nodes' && kind.group === '' && subresource === undefined,
  admit: (object) => {
    const node = object as NodeLike;
    const taints = node.spec?.taints ?? [];
    if (taints.some((taint) => taint.key === NOT_READY.key && taint.effect === NOT_READY.effect)) return node;
    return { ...node, spec: { ...node.spec, taints: [...taints, NOT_READY] } };
  },
};
