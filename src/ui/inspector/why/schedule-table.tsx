import { useText } from '../../app/ui-state.ts';
import { Button } from '../../kit/index.ts';
import { breakable } from '../breakable.tsx';
import type { Scheduling } from './scheduling.ts';

interface Props {
  readonly scheduling: Scheduling;
  readonly onVisit: () => void;
}

/** Which nodes were turned down and why, and how the others scored: plugins down, nodes across, the winner first. */
export function ScheduleTable({ scheduling, onVisit }: Props) {
  const t = useText();
  const { node, feasible, evaluated, attempts, message, preemption, nodes, filtered } = scheduling;
  return (
    <details className="answer" open={node === ''}>
      <summary>
        <strong>{t(node === '' ? 'schedule.titleNone' : 'schedule.title')}</strong>
        <span>{node === '' ? message : t('schedule.chosen', { node, feasible, evaluated })}</span>
      </summary>
      <Button glyph="forward" label={t('schedule.attempts', { attempts })} onClick={onVisit} />
      {preemption !== '' && <p>{t('schedule.preemption', { message: preemption })}</p>}
      {nodes.length > 0 && <Scores scheduling={scheduling} />}
      {filtered.length > 0 && (
        <>
          <h4>{t('schedule.filtered')}</h4>
          <ul className="filtered">
            {filtered.map(({ reason, plugin, count, nodes: names }) => (
              <li key={`${plugin} ${reason}`}>
                <strong>{reason}</strong>
                <span className="mono">
                  {plugin} · {names.length > 0 ? names.join(', ') : t('schedule.count', { count })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function Scores({ scheduling }: { readonly scheduling: Scheduling }) {
  const t = useText();
  const { nodes, plugins, totals } = scheduling;
  return (
    <div className="scores-frame" tabIndex={0}>
      <table className="scores">
        <caption>{t('schedule.scores')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('schedule.plugin')}</th>
            <th scope="col">×</th>
            {nodes.map((name, at) => (
              <th key={name} scope="col" data-winner={at === 0 || undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plugins.map(({ name, weight, values }) => (
            <tr key={name}>
              <th scope="row">{breakable(name)}</th>
              <td>{weight}</td>
              {nodes.map((one, at) => (
                <td key={one} data-winner={at === 0 || undefined}>
                  {values[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('schedule.total')}</th>
            <td />
            {nodes.map((one, at) => (
              <td key={one} data-winner={at === 0 || undefined}>
                {totals[at]}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
