import { useMemo } from 'react';
import type { Span, WorkQueueRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { useFacts, usePlayhead, useSelection, useSession } from '../../store/index.ts';
import { Panel } from '../node/panel.tsx';
import { shortName } from '../node/kubelet-panel.tsx';
import { Leader } from './leader.tsx';
import { RecordLog } from './span-log.ts';

/** A light stays on for so long in wall time after the work is done. */
const AFTERGLOW_MS = 300;
const SECOND = 1_000_000;

/** Every controller's queue: how many wait, the key at work or the last one, and what comes back later. */
export function ControllersPanel({ name, style }: { readonly name: string; readonly style: React.CSSProperties }) {
  const t = useText();
  const process = `kube-controller-manager@${name}`;
  const queues = useFacts(process, 'workqueues');
  const { trace } = useSession();
  const log = useMemo(
    () =>
      new RecordLog(trace, (record) =>
        record.type === 'span' && record.process === process && record.operation.startsWith('sync ')
          ? record.operation
          : undefined,
      ),
    [trace, process],
  );
  const sorted = useMemo(() => [...(queues ?? [])].sort(inOrder), [queues]);
  const playhead = usePlayhead(8);
  return (
    <Panel
      title="kube-controller-manager"
      look="close-controllers"
      component="kube-controller-manager"
      process={process}
      style={style}
      aside={<Leader component="kube-controller-manager" host={name} />}
    >
      {queues === undefined && <p className="close-none">{t('closeup.silent', { name: 'kube-controller-manager' })}</p>}
      <ul className="queues">
        {sorted.map((queue) => (
          <Queue
            key={queue.name}
            queue={queue}
            work={log.lastSpan(`sync ${queue.name}`, playhead)}
            playhead={playhead}
          />
        ))}
      </ul>
    </Panel>
  );
}

/** Those that one meets first in learning stand first; the rest by name. A queue's place does not depend on what is in it. */
const FIRST = [
  'deployment',
  'replicaset',
  'endpoint_slice',
  'node_lifecycle_controller',
  'daemonset',
  'statefulset',
  'job',
  'cronjob',
];

function inOrder({ name: a }: WorkQueueRow, { name: b }: WorkQueueRow): number {
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

interface QueueProps {
  readonly queue: WorkQueueRow;
  readonly work: Span | undefined;
  readonly playhead: number;
}

function Queue({ queue, work, playhead }: QueueProps) {
  const t = useText();
  const { player } = useSession();
  const [, select] = useSelection();
  const { name, depth, waiting } = queue;
  const ended = work?.end !== undefined && work.end <= playhead;
  const lit = work !== undefined && (!ended || playhead - work.end! <= player.rate * AFTERGLOW_MS);
  const failed = ended && work?.outcome === 'error';
  const next = waiting.reduce<number | undefined>((due, one) => Math.min(due ?? Infinity, one.due), undefined);
  const seconds = next === undefined ? undefined : Math.max(0, Math.ceil((next - playhead) / SECOND));
  const retries = Math.max(0, ...waiting.map((one) => one.retries));
  return (
    <li className="queue" data-active={lit || undefined} data-failed={failed || undefined}>
      <span className="queue-name" title={name}>
        {name}
      </span>
      {depth > 0 && (
        <span className="queue-depth" title={queue.ready.join('\n')}>
          {t('plane.depth', { count: depth })}
        </span>
      )}
      {work && (
        <button type="button" className="queue-key" onClick={() => select({ type: 'record', id: work.id })}>
          <Glyph name={!ended ? 'live' : failed ? 'failed' : 'ready'} />
          <span>{shortName(work.key)}</span>
        </button>
      )}
      {seconds !== undefined && (
        <span className="queue-later" title={waiting.map(({ key }) => key).join('\n')}>
          {t(retries > 0 ? 'plane.retry' : 'plane.later', { count: waiting.length, seconds, retries })}
        </span>
      )}
    </li>
  );
}
