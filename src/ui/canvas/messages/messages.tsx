import { useRef, type RefObject } from 'react';
import { useText } from '../../app/ui-state.ts';
import type { Size } from '../board/use-size.ts';
import { useMessages } from './use-messages.ts';
import type { Ways } from './ways.ts';
import './messages.css';

interface Props {
  /** The board: its components are lit while they work. */
  readonly root: RefObject<HTMLDivElement | null>;
  readonly ways: Ways;
  readonly size: Size;
}

/** Everything in flight, on the ways of a view: beads for those who see, a list for those who do not. Stands in a Board's `over`. */
export function Messages({ root, ways, size }: Props) {
  const t = useText();
  const beadHost = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useMessages({ root, beadHost, list, ways, size });
  return (
    <>
      <div ref={beadHost} className="bead-host" aria-hidden="true" />
      <ul ref={list} className="hidden" aria-label={t('map.inFlight')} />
    </>
  );
}
