import type { INamespace } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { within } from '../graph/index.ts';
import { HELD } from './layout.ts';

/** What a namespace on its way out still waits for, in the words of the controller that empties it. */
export function Held({ namespace }: { readonly namespace: ApiObject }) {
  const t = useText();
  const status: INamespace['status'] = namespace.status ?? {};
  const finalizers = [
    ...((namespace.spec as INamespace['spec'])?.finalizers ?? []),
    ...(namespace.metadata.finalizers ?? []),
  ];
  const told = (status.conditions ?? []).filter((condition) => condition.status === 'True');
  return (
    <div className="ns-held" style={within(HELD)}>
      <strong>{t('graph.held')}</strong>
      {finalizers.length > 0 && <span>{t('graph.finalizers', { list: finalizers.join(', ') })}</span>}
      {told.slice(0, 3).map(({ type, message }) => (
        <span key={type} title={message}>
          {message === undefined || message === '' ? type : message}
        </span>
      ))}
    </div>
  );
}
