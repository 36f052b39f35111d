import { memo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { useSelection } from '../../store/index.ts';
import { Glyph } from '../../kit/index.ts';
import { splitName } from '../pod/pod.tsx';
import { podView } from '../pod/pod-view.ts';
import { rateText } from './flow-line.tsx';
import { useFlow } from './flow-context.tsx';
import type { Stop } from './lanes.ts';

interface Props {
  readonly stop: Stop;
  readonly size: 'full' | 'chip';
}

/** One that a Service leads to, or why it does not. */
export const StopCard = memo(function StopCard({ stop, size }: Props) {
  const t = useText();
  const [selection] = useSelection();
  const flow = useFlow(stop.address);
  const { pod, name, node, address, state } = stop;
  const view = pod && podView(pod);
  const why = stop.why ? t(stop.why.id, stop.why.params) : '';
  const place = [address, node].filter((part) => part !== '').join(' · ');
  const told = state === 'ready' ? t('traffic.stop.ready') : why || t('traffic.stop.out');
  const chosen =
    selection?.type === 'object' &&
    selection.ref.resource === 'pods' &&
    `${selection.ref.namespace}/${selection.ref.name}` === stop.key;
  const [head, hash, tail] = splitName(name);
  return (
    <button
      type="button"
      className="stop"
      data-kind={pod ? 'Pod' : 'EndpointSlice'}
      data-resource={pod ? 'pods' : 'endpointslices.discovery.k8s.io'}
      data-namespace={pod?.metadata.namespace ?? ''}
      data-name={name}
      data-status={view?.status ?? state}
      data-state={state}
      data-size={size}
      aria-pressed={chosen}
      aria-label={size === 'full' ? undefined : `${name}: ${told}. ${place}`}
      title={`${name} · ${told} · ${place}`}
    >
      <Glyph name={state === 'ready' ? 'ready' : (view?.shape ?? 'unknown')} />
      {size === 'full' && (
        <span className="stop-box">
          <span className="stop-lines">
            <span className="stop-name">
              <span className="pod-head">{head}</span>
              {hash !== '' && <span className="hidden">{hash}</span>}
              {tail !== '' && <span className="pod-tail">{tail}</span>}
            </span>
            <span className="hidden">{told}</span>
            <span className="stop-place">{state === 'ready' ? place : why}</span>
          </span>
        </span>
      )}
      {size === 'full' && flow && (
        <span className="stop-flow" data-failing={flow.failed > 0 || undefined}>
          {`${rateText(flow)}/s`}
        </span>
      )}
    </button>
  );
});
