import { useMemo, useState } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Button } from '../../kit/index.ts';
import { useSelection } from '../../store/index.ts';
import { podView } from '../pod/pod-view.ts';
import { selectClicked } from '../board/click-selects.ts';
import { useSession } from '../../store/index.ts';
import type { Hall, Tile } from './hall.ts';
import type { Sums } from './sums.ts';
import { useHallVersion } from './use-plan.ts';

const PAGE = 50;
/** How often the rows are renewed, in milliseconds, while it is shown and while it is not. */
const RENEWED = { open: 500, closed: 3_000 } as const;

interface Props {
  readonly hall: Hall;
  readonly sums: Sums;
  readonly open: boolean;
}

/** The hall in words, a page of nodes at a time; there for those who cannot see it even when it is not shown. */
export function NodeTable({ hall, sums, open }: Props) {
  const t = useText();
  const session = useSession();
  const version = useHallVersion(hall, open ? RENEWED.open : RENEWED.closed);
  const [page, setPage] = useState(0);
  const rows = useMemo(() => {
    void version;
    return rowsOf(hall, sums);
  }, [hall, sums, version]);
  const from = Math.min(page * PAGE, Math.max(0, rows.length - 1));
  const shown = rows.slice(from, from + PAGE);
  return (
    <aside
      className={open ? 'hall-table' : 'hall-table hidden'}
      aria-label={t('hall.table')}
      onClick={(event) => selectClicked(session, event)}
    >
      {open && (
        <div className="hall-pages">
          <Button glyph="back" label={t('hall.previous')} disabled={page === 0} onClick={() => setPage(page - 1)} />
          <Button
            glyph="forward"
            label={t('hall.next')}
            disabled={from + PAGE >= rows.length}
            onClick={() => setPage(page + 1)}
          />
        </div>
      )}
      <PodsOfSelected hall={hall} open={open} />
      <table>
        <caption>{t('hall.table.caption', { from: from + 1, to: from + shown.length, all: rows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('hall.node')}</th>
            <th scope="col">{t('hall.status')}</th>
            <th scope="col">{t('hall.zone')}</th>
            <th scope="col">{t('hall.pods')}</th>
            <th scope="col">{t('hall.trouble.head')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ tile, trouble, pods }) => {
            const status = hall.viewOf(tile).status;
            return (
              <tr key={tile.name} data-kind="Node" data-namespace="" data-name={tile.name} data-status={status}>
                <th scope="row">{open ? <Pick name={tile.name} /> : tile.name}</th>
                <td>{status}</td>
                <td>{tile.zone}</td>
                <td>{pods}</td>
                <td>{trouble}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </aside>
  );
}

/** A button without an act of its own: its row says what a click on it selects. */
function Pick({ name }: { readonly name: string }) {
  return (
    <button type="button" className="hall-pick">
      {name}
    </button>
  );
}

function PodsOfSelected({ hall, open }: { readonly hall: Hall; readonly open: boolean }) {
  const t = useText();
  const [selection] = useSelection();
  const name = selection?.type === 'object' && selection.ref.resource === 'nodes' ? selection.ref.name : '';
  const tile = hall.tiles.get(name);
  if (!tile) return null;
  return (
    <table>
      <caption>{t('hall.table.pods', { node: name })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('hall.pods')}</th>
          <th scope="col">{t('hall.status')}</th>
          <th scope="col">{t('hall.namespace')}</th>
        </tr>
      </thead>
      <tbody>
        {hall.podsOf(tile).map((pod) => {
          const view = podView(pod);
          return (
            <tr
              key={view.key}
              data-kind="Pod"
              data-namespace={view.namespace}
              data-name={view.name}
              data-status={view.status}
            >
              <th scope="row">{open ? <Pick name={view.name} /> : view.name}</th>
              <td>{view.status}</td>
              <td>{view.namespace}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface Row {
  readonly tile: Tile;
  readonly trouble: number;
  readonly pods: number;
}

function rowsOf(hall: Hall, sums: Sums): readonly Row[] {
  const rows: Row[] = [];
  const filtering = sums.filter.terms.length > 0;
  for (const tile of hall.tiles.values()) {
    const sum = sums.of(tile);
    if (filtering && sum.found === 0 && !sum.self) continue;
    rows.push({ tile, trouble: hall.troubleOf(tile), pods: sum.pods });
  }
  return rows.sort((a, b) => b.trouble - a.trouble);
}
