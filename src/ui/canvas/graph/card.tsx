import { useContext, useState } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { customKind, kindNamed, KindSign, stateOf, stateText, type KindFacts } from '../../kinds/index.ts';
import { Glyph } from '../../kit/index.ts';
import { sameRef, useSession } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { namespaceHue } from '../pod/namespace-hue.ts';
import { LitContext } from './context.tsx';

interface Props {
  readonly object: ApiObject;
  readonly resource: string;
  readonly uid: string;
  /** Of whom it is a child, for those who walk along the edges; '' for a root. */
  readonly parent: string;
  readonly place: Rect;
  readonly look: 'root' | 'tall' | 'low' | 'slot';
  /** What is said instead of its whole name, where the owner's name is its beginning. */
  readonly shortName?: string;
  /** It is gone, and what it owned is not. */
  readonly gone?: boolean;
}

export function within({ x, y, width, height }: Rect): React.CSSProperties {
  return { left: x, top: y, width, height };
}

export function factsOf({ kind, apiVersion, metadata }: ApiObject, resource: string): KindFacts {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return kindNamed(kind, group) ?? customKind(kind, group, resource, metadata.namespace !== undefined);
}

/** An object as a card: the sign of its kind, its name, the one line that tells how it is. */
export function GraphCard({ object, resource, uid, parent, place, look, shortName, gone = false }: Props) {
  const t = useText();
  const lit = useContext(LitContext);
  const { player } = useSession();
  // What was met in a jump through time did not arrive just now.
  const [still] = useState(player.jumped);
  const { name, namespace = '' } = object.metadata;
  const facts = factsOf(object, resource);
  const state = stateOf(object);
  const words = gone ? t('graph.gone') : stateText(state, t);
  const selected = sameRef(lit?.ref, { resource, namespace, name });
  return (
    <button
      type="button"
      className="graph-card"
      data-kind={object.kind}
      data-resource={resource}
      data-namespace={namespace}
      data-name={name}
      data-status={gone ? 'Gone' : state.status}
      data-tone={gone ? 'quiet' : state.tone}
      data-look={look}
      data-gone={gone || undefined}
      data-ending={state.shape === 'terminating' || undefined}
      data-uid={uid}
      data-parent={parent}
      data-still={still || undefined}
      data-dimmed={(lit?.plot !== undefined && lit.line.size > 0 && !lit.line.has(uid)) || undefined}
      aria-pressed={selected}
      title={`${object.kind} ${name} · ${words}`}
      style={{ ...within(place), '--ns': namespaceHue(namespace) }}
    >
      <KindSign sign={facts.sign} />
      <span className="graph-words">
        <span className="graph-name">{shortName ?? name}</span>
        <span className="graph-state">
          <Glyph name={gone ? 'terminating' : state.shape} />
          <span>{words}</span>
        </span>
        <span className={look === 'root' ? 'graph-kind' : 'hidden'}>{object.kind}</span>
      </span>
    </button>
  );
}
