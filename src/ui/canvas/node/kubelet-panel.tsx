import type { ProbeRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { useFacts, useObject, usePlayhead, useSessionState } from '../../store/index.ts';
import { virtualTime } from '../../inspector/age.ts';
import { Panel } from './panel.tsx';

interface Props {
  readonly name: string;
  readonly style: React.CSSProperties;
}

/** The pods that the kubelet works on, each with what its probes last said; and its sign of life. */
export function KubeletPanel({ name, style }: Props) {
  const t = useText();
  const workers = useFacts(`kubelet@${name}`, 'pod-workers');
  const probes = useFacts(`kubelet@${name}`, 'probes') ?? [];
  return (
    <Panel
      title="kubelet"
      look="close-kubelet"
      component="kubelet"
      process={`kubelet@${name}`}
      style={style}
      aside={<Heartbeat name={name} />}
    >
      {workers === undefined && <p className="close-none">{t('closeup.silent', { name: 'kubelet' })}</p>}
      {workers?.length === 0 && <p className="close-none">{t('node.noPods')}</p>}
      <ul className="close-list">
        {workers?.map((worker) => (
          <li key={worker.pod} className="worker-row" data-working={worker.working || undefined}>
            <span className="worker-pod" title={worker.pod}>
              {shortName(worker.pod)}
            </span>
            <span className="worker-state">{t(`node.worker.${worker.state}`)}</span>
            {worker.volumes > 0 && !worker.mounted && worker.state === 'sync' && (
              <span className="worker-note">{t('node.mounting', { count: worker.volumes })}</span>
            )}
            {worker.failures.map(({ container, reason }) => (
              <span key={container} className="worker-note" data-tone="bad">
                {container}: {reason}
              </span>
            ))}
            {probes
              .filter(({ pod }) => pod === worker.pod)
              .map((probe) => (
                <Probe key={`${probe.container} ${probe.kind}`} probe={probe} />
              ))}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a probe last heard, what holds because of it, and when it asks again. */
function Probe({ probe }: { readonly probe: ProbeRow }) {
  const t = useText();
  const playhead = usePlayhead(2);
  const { kind, container, result, last, nextAt } = probe;
  const glyph = last === undefined ? 'pending' : last ? 'ready' : 'failed';
  const wait = nextAt === undefined ? undefined : Math.ceil((nextAt - playhead) / 1_000_000);
  const verdict = result === undefined ? t('node.probe.none') : t(result ? 'node.probe.ok' : 'node.probe.failed');
  const next = wait === undefined || wait <= 0 ? t('node.probe.now') : t('node.probe.next', { seconds: wait });
  const title = t('node.probe.title', { kind, container, verdict, next });
  return (
    <span className="probe" data-result={result === undefined ? 'none' : String(result)} title={title}>
      <Glyph name={glyph} />
      <span>{kind}</span>
      <span className="probe-next">
        <span className="hidden">{verdict} </span>
        {next}
      </span>
    </span>
  );
}

/** The lease that says that the machine is alive, and for how long that is believed. */
function Heartbeat({ name }: { readonly name: string }) {
  const t = useText();
  const playhead = usePlayhead(2);
  const epoch = useSessionState((state) => state.epoch);
  const lease = useObject({ resource: 'leases.coordination.k8s.io', namespace: 'kube-node-lease', name });
  const spec = lease?.spec as { renewTime?: string; leaseDurationSeconds?: number } | undefined;
  const renewed = virtualTime(spec?.renewTime, epoch);
  if (renewed === undefined) return null;
  const ago = Math.max(0, Math.floor((playhead - renewed) / 1_000_000));
  const late = ago > (spec?.leaseDurationSeconds ?? 40);
  return (
    <span className="heartbeat" data-late={late || undefined} title={t('node.leaseWhy')}>
      {t(late ? 'node.leaseLate' : 'node.lease', { seconds: ago })}
    </span>
  );
}

/** `default/web` → `web`: the namespace is said where it is another one than usual. */
export function shortName(key: string): string {
  return key.startsWith('default/') ? key.slice(8) : key;
}
