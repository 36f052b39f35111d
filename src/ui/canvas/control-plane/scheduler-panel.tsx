import { useMemo } from 'react';
import type { QueuedPodRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useFacts, usePlayhead, useSession } from '../../store/index.ts';
import { Panel } from '../node/panel.tsx';
import { shortName } from '../node/kubelet-panel.tsx';
import { Cycle } from './cycle.tsx';
import { Leader } from './leader.tsx';
import { RecordLog } from './span-log.ts';

const QUEUES = ['active', 'backoff', 'unschedulable'] as const;
const SECOND = 1_000_000;

/** Pods that wait for a node, by the queue they wait in, and the last cycle step by step. */
export function SchedulerPanel({ name, style }: { readonly name: string; readonly style: React.CSSProperties }) {
  const t = useText();
  const process = `kube-scheduler@${name}`;
  const pods = useFacts(process, 'scheduling-queue');
  const { trace } = useSession();
  const log = useMemo(
    () =>
      new RecordLog(trace, (record) =>
        record.type === 'span' && record.process === process && /^(Scheduling|Binding)$/.test(record.operation)
          ? record.operation
          : undefined,
      ),
    [trace, process],
  );
  const playhead = usePlayhead(10);
  const cycle = log.lastSpan('Scheduling', playhead);
  const binding = log.lastSpan('Binding', playhead);
  return (
    <Panel
      title="kube-scheduler"
      look="close-scheduler"
      component="kube-scheduler"
      process={process}
      style={style}
      aside={<Leader component="kube-scheduler" host={name} />}
    >
      {pods === undefined && <p className="close-none">{t('closeup.silent', { name: 'kube-scheduler' })}</p>}
      <div className="pod-queues">
        {QUEUES.map((queue) => (
          <Queue
            key={queue}
            queue={queue}
            pods={
              pods?.filter((pod) => pod.queue === queue || (queue === 'unschedulable' && pod.queue === 'gated')) ?? []
            }
            playhead={playhead}
          />
        ))}
      </div>
      {cycle && (
        <Cycle
          cycle={cycle}
          binding={binding?.key === cycle.key && binding.start >= cycle.start ? binding : undefined}
          playhead={playhead}
        />
      )}
    </Panel>
  );
}

interface QueueProps {
  readonly queue: (typeof QUEUES)[number];
  readonly pods: readonly QueuedPodRow[];
  readonly playhead: number;
}

const MOST = 3;

function Queue({ queue, pods, playhead }: QueueProps) {
  const t = useText();
  return (
    <section className="pod-queue" data-empty={pods.length === 0 || undefined} aria-label={t(`plane.queue.${queue}`)}>
      <h4>
        {t(`plane.queue.${queue}`)} <b>{pods.length}</b>
      </h4>
      <ul>
        {pods.slice(0, MOST).map((pod) => (
          <li key={pod.pod}>
            <WaitingPod pod={pod} playhead={playhead} />
          </li>
        ))}
        {pods.length > MOST && <li>{t('map.more', { count: pods.length - MOST })}</li>}
      </ul>
    </section>
  );
}

function WaitingPod({ pod, playhead }: { readonly pod: QueuedPodRow; readonly playhead: number }) {
  const t = useText();
  const [namespace = '', name = ''] = pod.pod.split('/');
  const left = pod.due === undefined ? undefined : Math.max(0, Math.ceil((pod.due - playhead) / SECOND));
  const note =
    left !== undefined
      ? t('map.backoff', { seconds: left })
      : pod.queue === 'gated'
        ? t('plane.gated')
        : pod.plugins[0];
  return (
    <button
      type="button"
      className="waiting-pod"
      data-kind="Pod"
      data-namespace={namespace}
      data-name={name}
      data-status={pod.queue}
      data-resource="pods"
      title={`${pod.pod} · ${t('plane.attempts', { count: pod.attempts })} · ${pod.plugins.join(', ')}`}
    >
      <span>{shortName(pod.pod)}</span>
      {note !== undefined && <small>{note}</small>}
    </button>
  );
}
