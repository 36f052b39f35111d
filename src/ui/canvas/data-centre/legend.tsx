import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useText } from '../../app/ui-state.ts';
import type { Translate } from '../../../i18n/index.ts';
import { setFilter, toggled } from '../../store/index.ts';
import type { PodShape } from '../pod/pod-view.ts';
import { CellSigns } from './cell-signs.ts';
import type { Hall } from './hall.ts';
import { colourOf, readInk, type Ink } from './ink.ts';
import { Outside } from './outside.tsx';
import { SHADES, STATES, USES, type Shade } from './shades.ts';
import type { Sums } from './sums.ts';
import { useHallVersion } from './use-plan.ts';

/** So many groups have a line of their own. */
const MOST = 9;
const FIELDS = { state: 'status', owner: 'owner', namespace: 'ns', zone: 'zone', use: '' } as const;

interface Props {
  readonly hall: Hall;
  readonly sums: Sums;
  readonly shade: Shade;
  readonly onShade: (shade: Shade) => void;
  readonly table: boolean;
  readonly onTable: (open: boolean) => void;
}

/** By what cells are told apart, what each colour and sign means and how many there are; a line shows only its own. */
export function Legend({ hall, sums, shade, onShade, table, onTable }: Props) {
  const t = useText();
  useHallVersion(hall);
  const ink = useInk();
  const lines = linesOf(sums);
  const filtering = sums.filter.terms.length > 0;
  return (
    <section className="hall-legend" aria-label={t('hall.shade')}>
      <div className="hall-shades" role="group" aria-label={t('hall.shade')}>
        {SHADES.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={shade === each}
            onClick={() => onShade(each)}
          >
            {t(`hall.shade.${each}`)}
          </button>
        ))}
        <Outside />
        <button type="button" className="button" aria-pressed={table} onClick={() => onTable(!table)}>
          {t('hall.table')}
        </button>
      </div>
      <ul>
        {lines.shown.map(({ group, all, found }) => {
          const name = nameOf(t, shade, group);
          const count = all.toLocaleString('en');
          const line = (
            <>
              <Swatch ink={ink} shade={shade} group={group} />
              <span className="hall-group">{name}</span>
              <span className="hall-count">
                {filtering ? t('hall.found', { found: found.toLocaleString('en'), all: count }) : count}
              </span>
            </>
          );
          const term = termOf(shade, group);
          if (term === '') return <li key={group}>{line}</li>;
          return (
            <li key={group}>
              <button
                type="button"
                title={t('hall.only', { what: name })}
                aria-pressed={sums.filter.text.split(/\s+/).includes(term)}
                onClick={() => setFilter(toggled(sums.filter, term))}
              >
                {line}
              </button>
            </li>
          );
        })}
        {lines.others > 0 && <li className="hall-others">{t('hall.others', { count: lines.others })}</li>}
      </ul>
    </section>
  );
}

function termOf(shade: Shade, group: string): string {
  if (FIELDS[shade] === '' || group === '') return '';
  // An owner's name goes on with the hash of its template.
  return shade === 'owner' ? `owner:${group}` : `${FIELDS[shade]}:=${group}`;
}

function nameOf(t: Translate, shade: Shade, group: string): string {
  if (shade === 'state') return t(`hall.state.${group as PodShape}`);
  if (shade === 'use') return t(`hall.use.${group as (typeof USES)[number]}`);
  return group === '' ? t(shade === 'zone' ? 'hall.noZone' : 'hall.none') : group;
}

const SWATCH = 15;

/** A cell as it is drawn in the hall: by its sign too, where it tells a state. */
function Swatch({ ink, shade, group }: { readonly ink: Ink; readonly shade: Shade; readonly group: string }) {
  const host = useRef<HTMLCanvasElement>(null);
  const ratio = Math.min(2, window.devicePixelRatio);
  const size = SWATCH * ratio;
  useEffect(() => {
    const context = host.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, size, size);
    if (shade === 'state') {
      context.drawImage(
        new CellSigns(ink).sign(group as PodShape, colourOf(ink, shade, group), false, size, size),
        0,
        0,
      );
      return;
    }
    context.fillStyle = colourOf(ink, shade, group);
    context.fillRect(0, 0, size, size);
  }, [ink, shade, group, size]);
  return <canvas ref={host} width={size} height={size} style={{ width: SWATCH, height: SWATCH }} aria-hidden="true" />;
}

let lastInk: Ink | undefined;

/** The theme's colours, and new ones when it changes. */
function useInk(): Ink {
  return useSyncExternalStore(followTheme, () => (lastInk ??= readInk(document.documentElement)));
}

function followTheme(changed: () => void): () => void {
  const forget = (): void => {
    lastInk = undefined;
    changed();
  };
  forget();
  document.addEventListener('orrery:theme', forget);
  return () => document.removeEventListener('orrery:theme', forget);
}

/** States and uses in their own order, all else by how many there are. */
function linesOf(sums: Sums) {
  const lines = [...sums.totals()].map(([group, count]) => ({ group, ...count }));
  const order: readonly string[] | undefined =
    sums.shade === 'state' ? STATES : sums.shade === 'use' ? USES : undefined;
  lines.sort((a, b) =>
    order ? order.indexOf(a.group) - order.indexOf(b.group) : b.all - a.all || (a.group < b.group ? -1 : 1),
  );
  return { shown: lines.slice(0, MOST), others: Math.max(0, lines.length - MOST) };
}
