import { describe, expect, it } from 'vitest';
import { TraceRecorder, why, type TraceRecord } from '../../../engine/trace/index.ts';
import { translate } from '../../../i18n/index.ts';
import { sentence } from '../../narrator/sentence.ts';
import { condense, everyRecord } from './chain.ts';
import { tellStep } from './tell-step.ts';

const API = 'kube-apiserver@cp';
const ETCD = 'etcd@cp';
const KCM = 'kube-controller-manager@cp';

/** A request to the API server and all that it does, up to the revision. */
function write(trace: TraceRecorder, cause: number, from: string, verb: string, key: string, name?: string): number {
  const [, , resource] = key.split('/');
  const at = trace.next * 10;
  const label = { form: 'request', verb, resource, namespace: 'default', name } as const;
  const request = trace.hopSent(cause, from, API, label, at, at + 5);
  const work = trace.spanStarted(request, API, 'POST', key, at + 5);
  const txn = trace.hopSent(work, API, ETCD, { form: 'request', verb: 'Txn', resource }, at + 6, at + 7);
  const store = trace.spanStarted(txn, ETCD, 'Txn', key, at + 7);
  return trace.committed(store, ETCD, trace.next, 'create', key, at + 8);
}

function watch(trace: TraceRecorder, cause: number, to: string, resource: string, name: string): number {
  const at = trace.next * 10;
  const label = { form: 'item', verb: 'ADDED', resource, namespace: 'default', name } as const;
  const event = trace.hopSent(cause, ETCD, API, label, at, at + 1);
  return trace.hopSent(event, API, to, label, at + 1, at + 2);
}

/** kubectl makes a replica set, whose controller makes a pod with a name that the server chooses. */
function story() {
  const trace = new TraceRecorder();
  const kubectl = trace.spanStarted(0, 'kubectl@user', 'kubectl', 'POST /apis', 0);
  const set = write(trace, kubectl, 'kubectl@user', 'create', '/registry/replicasets/default/web', 'web');
  const seen = watch(trace, set, KCM, 'replicasets.apps', 'web');
  const sync = trace.spanStarted(seen, KCM, 'sync replicaset', 'default/web', trace.next * 10);
  const manage = trace.spanStarted(sync, KCM, 'manageReplicas', 'default/web', trace.next * 10);
  trace.spanEnded(manage, trace.next * 10, 'ok', { need: 3, have: 1, creating: 2 });
  const pod = write(trace, manage, KCM, 'create', '/registry/pods/default/web-x7k2p');
  const chain = why(trace, pod).reverse();
  return { trace, chain, pod };
}

describe('a chain of causes', () => {
  it('is condensed to what a person takes as one thing', () => {
    const { chain } = story();
    expect(chain).toHaveLength(15);
    expect(condense(chain).map(({ kind }) => kind)).toEqual(['write', 'watch', 'work', 'write']);
  });

  it('loses no record by it, and keeps their order', () => {
    const { chain } = story();
    const ids = (steps: readonly { readonly records: readonly TraceRecord[] }[]): number[] =>
      steps.flatMap(({ records }) => records.map(({ id }) => id));
    expect(ids(condense(chain))).toEqual(chain.map(({ id }) => id));
    expect(ids(everyRecord(chain))).toEqual(chain.map(({ id }) => id));
  });

  it('begins each step where its first record begins, and knows the revision that a write led to', () => {
    const { chain, pod } = story();
    const steps = condense(chain);
    expect(steps[0]).toMatchObject({ at: 0, commit: { key: '/registry/replicasets/default/web' } });
    expect(steps.at(-1)!.commit!.id).toBe(pod);
  });

  it('is told in sentences, with the reckoning of the controller and the name that the server chose', () => {
    const { trace, chain } = story();
    const tell = (language: 'ko' | 'en'): string[] =>
      condense(chain).map((step) =>
        sentence(
          (id, params) => translate(language, id, params),
          tellStep(step, (id) => trace.get(id)),
        ),
      );
    expect(tell('en')).toEqual([
      'kubectl asks kube-apiserver to create the replica set web.',
      'kube-controller-manager sees the new replica set web.',
      'web is to have 3 pods and has 1: it makes 2.',
      'The replicaset controller asks for a new pod: web-x7k2p.',
    ]);
    expect(tell('ko')[2]).toBe('web은 파드가 3개여야 하는데 1개입니다: 2개를 만듭니다.');
  });

  it('tells a call to the runtime as one step', () => {
    const trace = new TraceRecorder();
    const sync = trace.spanStarted(0, 'kubelet@w', 'syncPod', 'default/web', 0);
    const call = { form: 'request', verb: 'StartContainer', name: 'nginx' } as const;
    const request = trace.hopSent(sync, 'kubelet@w', 'containerd@w', call, 1, 2);
    const work = trace.spanStarted(request, 'containerd@w', 'StartContainer', 'nginx', 2);
    const steps = condense(why(trace, work).reverse());
    expect(steps.map(({ kind, head }) => [kind, head.id])).toEqual([['call', request]]);
  });
});
