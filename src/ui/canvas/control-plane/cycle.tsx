import type { Span } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { readScheduling, type Scheduling } from '../../inspector/why/scheduling.ts';
import { Glyph, type GlyphName } from '../../kit/index.ts';
import { useSelection } from '../../store/index.ts';
import { shortName } from '../node/kubelet-panel.tsx';

const STEPS = ['filter', 'score', 'reserve', 'bind'] as const;
type Step = (typeof STEPS)[number];
type State = 'ahead' | 'here' | 'passed' | 'refused';

interface Props {
  readonly cycle: Span;
  readonly binding: Span | undefined;
  readonly playhead: number;
}

const GLYPHS: Readonly<Record<State, GlyphName>> = {
  ahead: 'pending',
  here: 'live',
  passed: 'ready',
  refused: 'failed',
};

/** A scheduling cycle: filter → score → reserve → bind, with what each found. */
export function Cycle({ cycle, binding, playhead }: Props) {
  const t = useText();
  const [, select] = useSelection();
  const found = readScheduling(cycle);
  const states = statesAt(cycle, binding, playhead, found.node !== '');
  const words: Readonly<Record<Step, string>> = {
    filter: found.evaluated > 0 ? t('plane.cycle.left', { feasible: found.feasible, evaluated: found.evaluated }) : '',
    score: states.score === 'passed' && found.totals.length > 0 ? String(found.totals[0]) : '',
    reserve: states.reserve === 'passed' ? found.node : '',
    bind: '',
  };
  const settled = states.filter === 'passed' || states.filter === 'refused';
  return (
    <section className="cycle" aria-label={t('plane.cycle')}>
      <h4>
        <button type="button" className="cycle-pod" onClick={() => select({ type: 'record', id: cycle.id })}>
          {t('plane.cycle.of', { pod: shortName(cycle.key) })}
        </button>
      </h4>
      <ol className="cycle-steps">
        {STEPS.map((step) => (
          <li key={step} data-state={states[step]}>
            <Glyph name={GLYPHS[states[step]]} />
            <span>{t(`plane.cycle.${step}`)}</span>
            <small>{words[step]}</small>
          </li>
        ))}
      </ol>
      {settled && (found.filtered.length > 0 || found.plugins.length > 0) && <Verdicts found={found} />}
    </section>
  );
}

/** What each plugin thought: who was turned down and by whom, then the points of those that were left. */
function Verdicts({ found }: { readonly found: Scheduling }) {
  const t = useText();
  const nodes = found.nodes.slice(0, 4);
  return (
    <div className="verdicts">
      {found.filtered.map(({ plugin, reason, count, nodes: turned }) => (
        <p key={reason} className="verdict-out" title={turned.join(', ')}>
          <Glyph name="failed" />
          <span>
            <b>{plugin}</b> {t('plane.cycle.turned', { count })}: {reason}
          </span>
        </p>
      ))}
      {nodes.length > 0 && found.plugins.length > 0 && (
        <table className="scores">
          <thead>
            <tr>
              <td />
              {nodes.map((node) => (
                <th key={node} scope="col" data-chosen={node === found.node || undefined}>
                  {node}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.plugins.map(({ name, weight, values }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  {weight > 1 && <small> ×{weight}</small>}
                </th>
                {nodes.map((node, i) => (
                  <td key={node}>{values[i]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Which step stands where at a moment. The steps before the binding share the cycle's time. */
export function statesAt(
  cycle: Span,
  binding: Span | undefined,
  time: number,
  fits: boolean,
): Readonly<Record<Step, State>> {
  const over = cycle.end !== undefined && cycle.end <= time;
  if (!over) {
    const share = cycle.end === undefined ? 0 : (time - cycle.start) / Math.max(1, cycle.end - cycle.start);
    const at = Math.min(2, Math.floor(share * 3));
    const state = (i: number): State => (i < at ? 'passed' : i === at ? 'here' : 'ahead');
    return { filter: state(0), score: fits ? state(1) : 'ahead', reserve: fits ? state(2) : 'ahead', bind: 'ahead' };
  }
  if (!fits) return { filter: 'refused', score: 'ahead', reserve: 'ahead', bind: 'ahead' };
  const bound = binding?.end !== undefined && binding.end <= time;
  const bind: State = !binding ? 'ahead' : !bound ? 'here' : binding.outcome === 'error' ? 'refused' : 'passed';
  return { filter: 'passed', score: 'passed', reserve: 'passed', bind };
}
