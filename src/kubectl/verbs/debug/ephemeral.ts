import { getNested } from '../../../engine/apimachinery/index.ts';
import type { Invocation } from '../../cobra/types.ts';
import { podPath } from '../../remote/containers.ts';
import type { Json } from '../../rest/types.ts';
import { attachIfAsked, debugContainer, debugContainerName } from './container.ts';

/** An ephemeral container in the pod as it is. */
export async function debugByEphemeral(invocation: Invocation, pod: Json): Promise<void> {
  const { flags, factory, err } = invocation;
  const target = flags.string('target');
  const name = debugContainerName(invocation, pod);
  if (target !== '' && !flags.bool('quiet')) {
    err(
      `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  }
  const container = { ...debugContainer(invocation, name), ...(target !== '' && { targetContainerName: target }) };
  const there = getNested(pod, ['spec', 'ephemeralContainers']);
  const ephemeralContainers = [...(Array.isArray(there) ? (there as readonly Json[]) : []), container];
  const changed = await factory.rest.patch(
    podPath(pod, 'ephemeralcontainers'),
    { spec: { ephemeralContainers } },
    { contentType: 'application/strategic-merge-patch+json' },
  );
  await attachIfAsked(invocation, changed, name);
}
