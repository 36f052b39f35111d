import type { INode } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useRate, useSample } from '../../store/index.ts';
import { amountText } from '../cluster/gauge-bar.tsx';
import { amountsOf, type Resource } from './amounts.ts';
import { Panel } from './panel.tsx';

interface Props {
  readonly node: ApiObject;
  readonly pods: readonly ApiObject[];
  readonly style: React.CSSProperties;
}

/** What is used, what is asked for, what at most, and what there is. */
export function ResourcesPanel({ node, pods, style }: Props) {
  const t = useText();
  const { name } = node.metadata;
  const cpu = useRate(`kubelet@${name}`, 'node_cpu_usage_seconds_total', '', 15_000_000);
  const memory = useSample(`kubelet@${name}`, 'node_memory_working_set_bytes');
  const most = Number((node.status as INode['status'])?.allocatable?.['pods'] ?? 110);
  return (
    <Panel
      title={t('node.resources')}
      look="close-resources"
      style={style}
      aside={t('node.podCount', { count: pods.length, most })}
    >
      <Bar resource="cpu" label={t('map.cpu')} node={node} pods={pods} used={cpu} />
      <Bar resource="memory" label={t('map.memory')} node={node} pods={pods} used={memory} />
      <p className="close-legend bar-legend">
        <i className="key-used" /> {t('node.used')} <i className="key-requested" /> {t('node.requested')}{' '}
        <i className="key-limit" /> {t('node.limit')}
      </p>
    </Panel>
  );
}

interface BarProps extends Pick<Props, 'node' | 'pods'> {
  readonly resource: Resource;
  readonly label: string;
  readonly used: number | undefined;
}

function Bar({ resource, label, node, pods, used }: BarProps) {
  const t = useText();
  const { requested, limited, allocatable } = amountsOf(node, pods, resource);
  const share = (amount: number): string => `${allocatable === 0 ? 0 : Math.min(100, (amount / allocatable) * 100)}%`;
  const text = (amount: number): string => amountText(amount, resource);
  const over = requested > allocatable * 0.9;
  return (
    <dl className="amount-bar" data-full={over || undefined}>
      <dt>{label}</dt>
      <dd className="bar-track" aria-hidden="true">
        <i className="bar-requested" style={{ width: share(requested) }} />
        {used !== undefined && <i className="bar-used" style={{ width: share(used) }} />}
        {limited !== undefined && limited > 0 && <i className="bar-limit" style={{ left: share(limited) }} />}
      </dd>
      <dd className="bar-total" title={t('node.bar.allocatable', { amount: text(allocatable) })}>
        <span className="hidden">{t('node.bar.allocatable', { amount: '' })}</span>
        {text(allocatable)}
      </dd>
      <dd className="bar-words">
        <span>{t('node.bar.used', { amount: used === undefined ? '–' : text(used) })}</span>
        <span>{t('node.bar.requested', { amount: text(requested) })}</span>
        <span>{t('node.bar.limit', { amount: limited === undefined ? t('node.unlimited') : text(limited) })}</span>
      </dd>
    </dl>
  );
}
