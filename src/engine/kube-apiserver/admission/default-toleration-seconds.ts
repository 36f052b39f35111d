import type { Pod, Toleration } from '../../api/pod/types.ts';
import type { ApiObject } from '../../apimachinery/index.ts';
import { isPodWrite } from './pods.ts';
import type { Plugin } from './plugin.ts';

const SECONDS = 300;

/** A pod stays five minutes on a node that fell silent. plugin/pkg/admission/defaulttolerationseconds */
export const defaultTolerationSeconds: Plugin = {
  name: 'DefaultTolerationSeconds',
  handles: isPodWrite,
  admit: (object): ApiObject => {
    const pod = object as Pod;
    const { tolerations = [] } = pod.spec;
    let notReady = false;
    let unreachable = false;
    for (const { key = '', effect = '' } of tolerations) {
      if (effect !== '' && effect !== 'NoExecute') continue;
      if (key === '' || key === 'node.kubernetes.io/not-ready') notReady = true;
      if (key === '' || key === 'node.kubernetes.io/unreachable') unreachable = true;
    }
    if (notReady && unreachable) return pod;
    const added: Toleration[] = [...tolerations];
    if (!notReady) added.push(tolerationFor('node.kubernetes.io/not-ready'));
    if (!unreachable) added.push(tolerationFor('node.kubernetes.io/unreachable'));
    return { ...pod, spec: { ...pod.spec, tolerations: added } } as Pod;
  },
};

const made = new Map<string, Toleration>();

/** One object for all pods: they are never changed. */
function tolerationFor(key: string): Toleration {
  let toleration = made.get(key);
  if (!toleration) {
    toleration = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS };
    made.set(key, toleration);
  }
  return toleration;
}
