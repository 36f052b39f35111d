import { useContext } from 'react';
import { translateVerb } from './verbs.ts';
import { useText } from '../../app/ui-state.ts';
import { KindSign, stateOf, stateText } from '../../kinds/index.ts';
import { sameRef } from '../../store/index.ts';
import type { Attached } from './attached.ts';
import { isRef, LitContext } from './context.tsx';
import { AttachedRail } from './edges.tsx';
import { ATTACHED } from './plot-layout.ts';

const PITCH = 26.5;

interface Props {
  readonly items: readonly Attached[];
  /** The root, for those who walk along the edges. */
  readonly parent: string;
  /** How many there is room for. */
  readonly room: number;
}

/** What hangs below a root, quieter than the tree: what acts on it, and what it uses. */
export function AttachedList({ items, parent, room }: Props) {
  const t = useText();
  const lit = useContext(LitContext);
  const shown = items.length > room ? items.slice(0, room - 1) : items;
  const rest = items.length - shown.length;
  return (
    <>
      <AttachedRail count={shown.length + (rest > 0 ? 1 : 0)} pitch={PITCH} />
      {shown.map((item, i) => {
        const { facts, verb, direction, namespace, name, object } = item;
        const words = object ? stateText(stateOf(object), t) : t('graph.missing');
        const ref = { resource: facts.resource, namespace: facts.namespaced ? namespace : '', name };
        const label = `${facts.kind} ${name}: ${translateVerb(t, verb)}${words === '' ? '' : `, ${words}`}`;
        return (
          <button
            key={`${facts.kind} ${name}`}
            type="button"
            className="graph-attached"
            data-kind={facts.kind}
            data-resource={facts.resource}
            data-namespace={ref.namespace}
            data-name={name}
            data-status={object ? stateOf(object).status : 'Missing'}
            data-direction={direction}
            data-missing={object === undefined || undefined}
            data-uid={`${parent} ${facts.kind} ${name}`}
            data-parent={parent}
            data-dimmed={(lit?.plot === undefined && lit && !isRef(lit.ref, item)) || undefined}
            aria-pressed={sameRef(lit?.ref, ref)}
            title={label}
            style={{ left: ATTACHED.x + 18, top: ATTACHED.y + i * PITCH, width: ATTACHED.width - 18 }}
          >
            <KindSign sign={facts.sign} />
            <span className="graph-name">{name}</span>
            <span className="graph-verb">{object ? translateVerb(t, verb) : words}</span>
            <span className="hidden">{facts.kind}</span>
          </button>
        );
      })}
      {rest > 0 && (
        <span
          className="graph-rest"
          style={{ left: ATTACHED.x + 24, top: ATTACHED.y + shown.length * PITCH }}
          title={items
            .slice(shown.length)
            .map(({ facts, name }) => `${facts.kind} ${name}`)
            .join('\n')}
        >
          {t('map.more', { count: rest })}
        </span>
      )}
    </>
  );
}
