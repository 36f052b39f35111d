import { KindSign, kindOfResource } from '../../kinds/index.ts';
import { useText } from '../../app/ui-state.ts';
import type { Finds } from './find.ts';

interface Props {
  readonly id: string;
  /** How the text may go on. */
  readonly offers: readonly string[];
  readonly finds: Finds;
  /** Which line the keyboard is at, offers first. */
  readonly at: number;
  readonly onChoose: (index: number) => void;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** What is offered beneath the field; the field keeps the keyboard. */
export function FindList({ id, offers, finds, at, onChoose }: Props) {
  const t = useText();
  const line = (index: number) => ({
    id: optionId(id, index),
    role: 'option' as const,
    'aria-selected': index === at,
    // The field would lose the keyboard before the click is heard.
    onPointerDown: (event: React.PointerEvent) => event.preventDefault(),
    onClick: () => onChoose(index),
  });
  return (
    <div id={id} className="find-list" role="listbox" aria-label={t('find.list')}>
      {offers.map((offer, i) => (
        <div key={offer} className="find-offer" {...line(i)}>
          <span>{offer.slice(offer.lastIndexOf(' ') + 1)}</span>
        </div>
      ))}
      {finds.shown.map(({ ref, kind, status }, i) => (
        <div key={`${ref.resource} ${ref.namespace}/${ref.name}`} className="find-found" {...line(offers.length + i)}>
          <KindSign sign={kindOfResource(ref.resource)?.sign ?? 'Custom'} />
          <span className="find-name">{ref.name}</span>
          <span className="find-facts">
            {kind}
            {ref.namespace !== '' && ` · ${ref.namespace}`} · {status.split(' ')[0]}
          </span>
        </div>
      ))}
    </div>
  );
}
