import { memo } from 'react';
import type { MessageId } from '../../../i18n/index.ts';
import { useText } from '../../app/ui-state.ts';

export type Column = 'people' | 'entrance' | 'ingress' | 'service' | 'stops';
export type PersonId = 'outside' | 'inside' | 'coredns';

const HEADS: Readonly<Record<Column, MessageId>> = {
  people: 'traffic.head.people',
  entrance: 'traffic.head.entrance',
  ingress: 'traffic.head.ingress',
  service: 'traffic.head.service',
  stops: 'traffic.head.stops',
};

export const ColumnHead = memo(function ColumnHead({ column }: { readonly column: Column }) {
  const t = useText();
  return <span className="lane-head">{t(HEADS[column])}</span>;
});

interface Facts {
  readonly name: MessageId;
  readonly detail: MessageId;
  readonly process: string;
  readonly emblem: string;
}

const PEOPLE: Readonly<Record<PersonId, Facts>> = {
  outside: {
    name: 'traffic.outside',
    detail: 'traffic.outside.detail',
    process: 'client@outside',
    emblem: 'M20 4a7 7 0 1 1-.01 0zM6 34c0-9 6-13 14-13s14 4 14 13',
  },
  inside: {
    name: 'traffic.inside',
    detail: 'traffic.inside.detail',
    process: 'client@worker-1',
    emblem: 'M20 3 34 11v16L20 35 6 27V11zM6 11l14 8 14-8M20 19v16',
  },
  coredns: {
    name: 'traffic.coredns',
    detail: 'traffic.coredns.detail',
    process: 'coredns@control-plane-1',
    emblem: 'M8 4h24v30H8zM13 11h14M13 17h14M13 23h9',
  },
};

/** Who asks, and who tells where names lead. */
export const Person = memo(function Person({ person }: { readonly person: PersonId }) {
  const t = useText();
  const { name, detail, process, emblem } = PEOPLE[person];
  return (
    <div className="person" data-component={person} data-process={process}>
      <svg className="person-emblem" viewBox="0 0 40 38" aria-hidden="true">
        <path d={emblem} />
      </svg>
      <strong>{t(name)}</strong>
      <span className="person-detail">{t(detail)}</span>
    </div>
  );
});
