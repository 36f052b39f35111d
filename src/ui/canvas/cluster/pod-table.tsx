import { useAt } from '../../store/index.ts';
import { useText } from '../../app/ui-state.ts';
import { podView } from '../pod/pod-view.ts';

/** Where a far view draws pods as dots, the same facts stand here for those who cannot see dots. */
export function PodTable() {
  const t = useText();
  const pods = useAt('pods');
  return (
    <table className="hidden">
      <caption>{t('map.table')}</caption>
      <tbody>
        {pods.map((pod) => {
          const { key, name, namespace, status } = podView(pod);
          return (
            <tr key={key} data-kind="Pod" data-namespace={namespace} data-name={name} data-status={status}>
              <td>{name}</td>
              <td>{status}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
