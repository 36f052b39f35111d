import { useContext } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { customKind, kindOfResource, KindSign, nounOf, stateOf } from '../../kinds/index.ts';
import { sameRef } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { LitContext, within } from '../graph/index.ts';

interface Props {
  readonly resource: string;
  readonly objects: readonly ApiObject[];
  readonly parent: string;
  readonly place: Rect;
  /** How many there are and what they are called, instead of the name of the first. */
  readonly counts?: boolean;
}

/** One kind on one line: the first by name, which can be chosen, and how many more. Nothing where there is none. */
export function CountLine({ resource, objects, parent, place, counts = false }: Props) {
  const t = useText();
  const lit = useContext(LitContext);
  if (objects.length === 0) return null;
  const facts = kindOfResource(resource) ?? customKind(objects[0]!.kind, '', resource, true);
  const noun = facts.custom ? facts.kind : t(nounOf(resource));
  const names = objects.map(({ metadata }) => metadata.name).join('\n');
  if (counts)
    return (
      <p className="ns-line" style={within(place)} title={names}>
        <KindSign sign={facts.sign} />
        <span className="ns-noun">{noun}</span>
        <span className="ns-count">{objects.length}</span>
      </p>
    );
  const [first] = objects.toSorted(tellingFirst);
  const { name, namespace = '', uid } = first!.metadata;
  const { status } = stateOf(first!);
  return (
    <div className="ns-line" style={within(place)} title={`${noun}\n${names}`}>
      <button
        type="button"
        data-kind={first!.kind}
        data-resource={resource}
        data-namespace={namespace}
        data-name={name}
        data-status={status}
        data-uid={uid}
        data-parent={parent}
        aria-pressed={sameRef(lit?.ref, { resource, namespace, name })}
        aria-label={`${first!.kind} ${name}`}
      >
        <KindSign sign={facts.sign} />
        <span className="ns-noun">{name}</span>
      </button>
      {objects.length > 1 && <span className="ns-count">{t('map.more', { count: objects.length - 1 })}</span>}
    </div>
  );
}

/** What every namespace has tells least. */
const EVERYWHERE = new Set(['kube-root-ca.crt', 'default']);

function tellingFirst({ metadata: a }: ApiObject, { metadata: b }: ApiObject): number {
  return Number(EVERYWHERE.has(a.name)) - Number(EVERYWHERE.has(b.name)) || (a.name < b.name ? -1 : 1);
}
