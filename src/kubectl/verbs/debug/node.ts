import type { Invocation } from '../../cobra/types.ts';
import { podName } from '../../remote/containers.ts';
import { corePath } from '../../rest/list-all.ts';
import type { Json } from '../../rest/types.ts';
import { attachIfAsked, debugContainer, NODE_RIGHTS, suffix } from './container.ts';

/** A pod on the node, in its namespaces, with its files under /host. */
export async function debugNode(invocation: Invocation, node: Json): Promise<void> {
  const { flags, factory, err } = invocation;
  const nodeName = podName(node);
  const container = flags.string('container') || 'debugger';
  const name = `node-debugger-${nodeName}-${suffix(invocation)}`;
  const { name: namespace } = await factory.namespace();
  if (!flags.bool('quiet')) err(`Creating debugging pod ${name} with container ${container} on node ${nodeName}.\n`);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      containers: [
        {
          ...debugContainer(invocation, container, NODE_RIGHTS),
          volumeMounts: [{ mountPath: '/host', name: 'host-root' }],
        },
      ],
      hostIPC: true,
      hostNetwork: true,
      hostPID: true,
      nodeName,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      volumes: [{ name: 'host-root', hostPath: { path: '/' } }],
    },
  };
  const made = await factory.rest.post(corePath('pods', namespace), pod);
  await attachIfAsked(invocation, made, container);
}
