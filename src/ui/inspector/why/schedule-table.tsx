import { useMemo, useState } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Button, Glyph } from '../../kit/index.ts';
import { breakable } from '../breakable.tsx';
import { RefLink } from '../ref-link.tsx';
import { rowsOf, sorted, unnamed, type ScheduleRow, type SortBy } from './schedule-rows.ts';
import type { Scheduling } from './scheduling.ts';

interface Props {
  readonly scheduling: Scheduling;
  readonly onVisit: () => void;
}

/** Which nodes were turned down and why, and how the others scored: a row for each node, a column for each plugin. */
export function ScheduleTable({ scheduling, onVisit }: Props) {
  const t = useText();
  const { node, feasible, evaluated, attempts, message, preemption } = scheduling;
  const rows = useMemo(() => rowsOf(scheduling), [scheduling]);
  return (
    <details className="answer" open={node === ''}>
      <summary>
        <strong>{t(node === '' ? 'schedule.titleNone' : 'schedule.title')}</strong>
        <span>{node === '' ? message : t('schedule.chosen', { node, feasible, evaluated })}</span>
      </summary>
      <Button glyph="forward" label={t('schedule.attempts', { attempts })} onClick={onVisit} />
      {preemption !== '' && <p>{t('schedule.preemption', { message: preemption })}</p>}
      {rows.length > 0 && <Scores scheduling={scheduling} rows={rows} />}
    </details>
  );
}

interface ScoresProps {
  readonly scheduling: Scheduling;
  readonly rows: readonly ScheduleRow[];
}

function Scores({ scheduling, rows }: ScoresProps) {
  const t = useText();
  const { plugins, node } = scheduling;
  const [by, setBy] = useState<SortBy>('total');
  const [down, setDown] = useState(true);
  const shown = useMemo(() => sorted(rows, by, down), [rows, by, down]);
  const more = unnamed(scheduling);
  const sortBy = (column: SortBy): void => {
    setDown(column === by ? !down : column !== 'node');
    setBy(column);
  };
  const head = (column: SortBy, label: string, note = '') => (
    <th key={column} scope="col" aria-sort={column === by ? (down ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="sort" onClick={() => sortBy(column)}>
        {breakable(label)}
        {note !== '' && <small>{note}</small>}
        {column === by && <Glyph name={down ? 'down' : 'up'} />}
      </button>
    </th>
  );
  return (
    <>
      <div className="scores-frame" tabIndex={0} role="group" aria-label={t('schedule.scores')}>
        <table className="scores">
          <caption>{t(plugins.length > 0 ? 'schedule.scores' : 'schedule.filtered')}</caption>
          <thead>
            <tr>
              {head('node', t('schedule.node'))}
              {plugins.length > 0 && head('total', t('schedule.total'))}
              {plugins.map(({ name, weight }, i) => head(i, name, `×${weight}`))}
              {plugins.length === 0 && <th scope="col">{t('schedule.verdict')}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.node} row={row} columns={plugins.length} wins={row.node === node} />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className="inspector-note">{t('schedule.more', { count: more })}</p>}
    </>
  );
}

interface RowProps {
  readonly row: ScheduleRow;
  readonly columns: number;
  readonly wins: boolean;
}

function Row({ row, columns, wins }: RowProps) {
  const t = useText();
  const { node, verdict, total, weighted } = row;
  return (
    <tr data-winner={wins || undefined} data-refused={verdict ? true : undefined}>
      <th scope="row">
        {wins && (
          <span role="img" aria-label={t('schedule.winner')}>
            <Glyph name="ready" />
          </span>
        )}
        <RefLink target={{ resource: 'nodes', namespace: '', name: node }} />
      </th>
      {verdict ? (
        <td colSpan={Math.max(1, columns + 1)} className="verdict">
          <Glyph name="failed" /> {verdict.reason} <span className="mono">{breakable(verdict.plugin)}</span>
        </td>
      ) : (
        <>
          <td>
            <strong>{total}</strong>
          </td>
          {weighted.map((value, i) => (
            <td key={i}>{value}</td>
          ))}
        </>
      )}
    </tr>
  );
}
