import { useText } from '../app/ui-state.ts';
import type { Figure } from './figures.ts';
import type { Drawn } from './use-window.ts';

/** The same as the charts, to be read: each line at the playhead, and between what and what it was. */
export function ValuesTable({
  figures,
  drawn,
  playhead,
}: {
  readonly figures: readonly Figure[];
  readonly drawn: Drawn;
  readonly playhead: number;
}) {
  const t = useText();
  return (
    <div className="values" tabIndex={0} role="group" aria-label={t('health.table')}>
      <table>
        <caption className="hidden">{t('health.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('health.what')}</th>
            <th scope="col">{t('health.line')}</th>
            <th scope="col">{t('health.now')}</th>
            <th scope="col">{t('health.least')}</th>
            <th scope="col">{t('health.most')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.flatMap((figure, f) =>
            figure.lines.map((line, l) => {
              const known = (drawn.values[f]?.[l] ?? []).filter((value) => value !== null);
              const now = line.at(playhead);
              const text = (value: number | undefined): string => (value === undefined ? '–' : figure.text(value));
              return (
                <tr key={`${figure.id} ${line.message}`}>
                  {l === 0 && (
                    <th scope="rowgroup" rowSpan={figure.lines.length}>
                      {t(figure.title)}
                    </th>
                  )}
                  <th scope="row">{t(line.message)}</th>
                  <td>{text(now)}</td>
                  <td>{text(known.length > 0 ? Math.min(...known) : undefined)}</td>
                  <td>{text(known.length > 0 ? Math.max(...known) : undefined)}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </div>
  );
}
