import { spansOn } from '../../engine/trace/index.ts';
import type { MessageId } from '../../i18n/index.ts';
import { useText } from '../app/ui-state.ts';
import { narrate, sentence } from '../narrator/index.ts';
import { useSession } from '../store/index.ts';
import { RefLink } from './ref-link.tsx';
import { componentOf, hostOf } from './why/chain.ts';

const TASKS: Readonly<Record<string, MessageId>> = {
  'kube-apiserver': 'task.kube-apiserver',
  etcd: 'task.etcd',
  'kube-scheduler': 'task.kube-scheduler',
  'kube-controller-manager': 'task.kube-controller-manager',
  kubelet: 'task.kubelet',
  containerd: 'task.containerd',
  'kube-proxy': 'task.kube-proxy',
};
const HORIZON = 20_000;

/** What a component is for, where it runs, and what it is doing at this moment. */
export function ProcessState({ process, asOf }: { readonly process: string; readonly asOf: number }) {
  const t = useText();
  const { trace } = useSession();
  const busy = spansOn(trace, process, asOf, HORIZON).slice(-12);
  const host = hostOf(process);
  return (
    <div className="state">
      <dl className="facts">
        <div>
          <dt>{t('state.task')}</dt>
          <dd>{t(TASKS[componentOf(process)] ?? 'task.other')}</dd>
        </div>
        {host !== '' && (
          <div>
            <dt>{t('state.host')}</dt>
            <dd>
              <RefLink target={{ resource: 'nodes', namespace: '', name: host }} />
            </dd>
          </div>
        )}
      </dl>
      <h4>{t('state.busy')}</h4>
      {busy.length === 0 && <p className="inspector-note">{t('state.idle')}</p>}
      <ul className="busy">
        {busy.map((span) => (
          <li key={span.id}>
            {sentence(
              t,
              narrate(span, (id) => trace.get(id)),
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
