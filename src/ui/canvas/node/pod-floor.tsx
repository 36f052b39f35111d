import { memo } from 'react';
import type { INode } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { ContainerRow, SandboxRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { useFacts, useRate, useSample, useSelection } from '../../store/index.ts';
import { BackoffRing } from '../pod/backoff-ring.tsx';
import { namespaceHue } from '../pod/namespace-hue.ts';
import { podView } from '../pod/pod-view.ts';
import { isSelected } from '../pod/pod-room.tsx';
import { bytesText } from './amounts.ts';
import { CARD, CARD_GAP, cardAt, STEM } from './layout.ts';
import { useBerths } from './residents.ts';

interface Props {
  readonly name: string;
  readonly pods: readonly ApiObject[];
  readonly style: React.CSSProperties;
  readonly width: number;
  readonly height: number;
}

/** The pods of a machine, opened: containers with their processes, standing where they have stood all their life. */
export function PodFloor({ name, pods, style, width, height }: Props) {
  const t = useText();
  const berths = useBerths(name);
  const containers = useFacts(`containerd@${name}`, 'containers') ?? NO_CONTAINERS;
  const sandboxes = useFacts(`containerd@${name}`, 'sandboxes') ?? NO_SANDBOXES;
  const [selection] = useSelection();
  const highest = Math.max(
    0,
    ...pods.map(({ metadata }) => cardAt(berths.get(metadata.uid) ?? 0, width).y + CARD.height + STEM + CARD_GAP),
  );
  return (
    <div
      className="pod-floor nowheel nopan"
      style={style}
      role="group"
      tabIndex={0}
      aria-label={t('node.pods', { count: pods.length })}
    >
      {pods.length === 0 && <p className="close-none">{t('node.noPods')}</p>}
      <div className="pod-stands" style={{ height: Math.max(height, highest) }}>
        {pods.map((pod) => {
          const { name: podName, namespace = '', uid } = pod.metadata;
          const key = `${namespace}/${podName}`;
          const place = cardAt(berths.get(uid) ?? 0, width);
          return (
            <PodCard
              key={uid}
              pod={pod}
              node={name}
              containers={containers.filter((one) => one.pod === key)}
              ip={sandboxes.find((one) => one.pod === key && one.ready)?.ip}
              selected={isSelected(selection, pod)}
              style={{ left: place.x, bottom: place.y + STEM, width: place.width, height: CARD.height }}
            />
          );
        })}
      </div>
    </div>
  );
}

const NO_CONTAINERS: readonly ContainerRow[] = [];
const NO_SANDBOXES: readonly SandboxRow[] = [];
const MOST = 2;

interface CardProps {
  readonly pod: ApiObject;
  readonly node: string;
  readonly containers: readonly ContainerRow[];
  readonly ip: string | undefined;
  readonly selected: boolean;
  readonly style: React.CSSProperties;
}

const PodCard = memo(function PodCard({ pod, node, containers, ip, selected, style }: CardProps) {
  const t = useText();
  const view = podView(pod);
  const newest = newestOf(containers);
  return (
    <button
      type="button"
      className="pod pod-card"
      data-kind="Pod"
      data-namespace={view.namespace}
      data-name={view.name}
      data-status={view.status}
      data-shape={view.shape}
      aria-pressed={selected}
      title={`${view.namespace}/${view.name} · ${view.status}`}
      style={{ ...style, '--ns': namespaceHue(view.namespace) }}
    >
      <span className="card-head">
        {view.backoff ? <BackoffRing {...view.backoff} /> : <Glyph name={view.shape} />}
        <span className="card-name">{view.name}</span>
      </span>
      <span className="card-line">
        <span>{view.status}</span>
        <span className="mono">{ip ?? ''}</span>
      </span>
      {newest.slice(0, MOST).map((one) => (
        <Container key={one.name} row={one} node={node} />
      ))}
      {newest.length > MOST && <span className="card-line">{t('map.more', { count: newest.length - MOST })}</span>}
      {newest.length === 0 && <span className="card-line">{t('node.noContainer')}</span>}
    </button>
  );
});

function Container({ row, node }: { readonly row: ContainerRow; readonly node: string }) {
  const t = useText();
  const [namespace = '', pod = ''] = row.pod.split('/');
  const labels = `container="${row.name}",namespace="${namespace}",pod="${pod}"`;
  const memory = useSample(`kubelet@${node}`, 'container_memory_working_set_bytes', labels);
  const cpu = useRate(`kubelet@${node}`, 'container_cpu_usage_seconds_total', labels, 15_000_000);
  const running = row.state === 'CONTAINER_RUNNING';
  const { pid, command = '' } = row.processes[0] ?? {};
  return (
    <span className="in-container" data-state={row.state} title={`${row.image} ${row.id}`}>
      <span className="card-line">
        <strong>{row.name}</strong>
        {running && memory !== undefined && (
          <span className="card-usage">
            {cpu === undefined ? '' : `${Math.max(cpu > 0 ? 1 : 0, Math.round(cpu * 1000))}m · `}
            {bytesText(memory)}
          </span>
        )}
        {row.state === 'CONTAINER_EXITED' && (
          <span className="card-exit" data-bad={row.exitCode !== 0 || undefined}>
            {row.reason} {row.exitCode}
          </span>
        )}
        {row.attempt > 0 && <span className="card-restarts">↻{row.attempt}</span>}
      </span>
      {running && (
        <span className="card-process mono">
          {pid} {command}
          {row.processes.length > 1 && ` +${row.processes.length - 1}`}
        </span>
      )}
      {row.state === 'CONTAINER_CREATED' && <span className="card-process">{t('node.created')}</span>}
    </span>
  );
}

/** Of the containers of one name only the last one: those before it have ended. */
function newestOf(containers: readonly ContainerRow[]): readonly ContainerRow[] {
  const newest = new Map<string, ContainerRow>();
  for (const one of containers) if ((newest.get(one.name)?.attempt ?? -1) <= one.attempt) newest.set(one.name, one);
  return [...newest.values()];
}

/** The network that the pods of a machine hang on. */
export function Bridge({
  name,
  node,
  style,
}: {
  readonly name: string;
  readonly node: ApiObject;
  readonly style: React.CSSProperties;
}) {
  const t = useText();
  const sandboxes = useFacts(`containerd@${name}`, 'sandboxes') ?? NO_SANDBOXES;
  const given = sandboxes.filter(({ hostNetwork, ready }) => ready && !hostNetwork).length;
  const cidr = (node.spec as INode['spec'])?.podCIDR;
  return (
    <div className="pod-bridge" style={style}>
      <span>{t('node.network')}</span>
      <span className="mono">{cidr ?? t('node.noCidr')}</span>
      <span className="bridge-count">{t('node.addresses', { count: given })}</span>
    </div>
  );
}
