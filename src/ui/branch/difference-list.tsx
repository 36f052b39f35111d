import { useText } from '../app/ui-state.ts';
import { Glyph, type GlyphName } from '../kit/index.ts';
import { breakable } from '../inspector/breakable.tsx';
import { shortText } from '../inspector/diff.ts';
import type { Difference, KindDifferences } from './differences.ts';
import type { Whereabouts } from './dock.tsx';

/** So many of one kind, and so many fields of one object, are written out. */
const MOST = 60;
const MOST_FIELDS = 4;

const GLYPHS: Readonly<Record<Difference['where'], GlyphName>> = { left: 'minus', right: 'plus', both: 'diff' };

interface Props {
  readonly kinds: readonly KindDifferences[];
  readonly words: Whereabouts;
  readonly select: (difference: Difference) => void;
}

export function DifferenceList({ kinds, words, select }: Props) {
  const t = useText();
  return (
    <div className="changes-kinds" tabIndex={0} role="group">
      {kinds.map(({ resource, kind, differences }) => (
        <section key={resource} className="changes-kind">
          <h3>
            {kind} <span>{differences.length}</span>
          </h3>
          <ul>
            {differences.slice(0, MOST).map((difference) => (
              <Line key={`${difference.ref.namespace}/${difference.ref.name}`} {...{ difference, words, select }} />
            ))}
          </ul>
          {differences.length > MOST && (
            <p className="branch-note">{t('branch.more', { count: differences.length - MOST })}</p>
          )}
        </section>
      ))}
    </div>
  );
}

interface LineProps {
  readonly difference: Difference;
  readonly words: Whereabouts;
  readonly select: (difference: Difference) => void;
}

function Line({ difference, words, select }: LineProps) {
  const { ref, where, changes } = difference;
  return (
    <li data-where={where}>
      <button type="button" onClick={() => select(difference)}>
        <span className="change-where">
          <Glyph name={GLYPHS[where]} />
          {words[where]}
        </span>
        <span className="mono">{ref.name}</span>
      </button>
      {changes.slice(0, MOST_FIELDS).map(({ path, before, after }) => (
        <span className="change-field mono" key={path}>
          {breakable(path)}: <del>{shortText(before, 40) || '—'}</del> <ins>{shortText(after, 40) || '—'}</ins>
        </span>
      ))}
    </li>
  );
}
