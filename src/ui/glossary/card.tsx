import type { RefObject } from 'react';
import { Popover } from 'radix-ui';
import { useText } from '../app/ui-state.ts';
import { Explained } from './explained.tsx';
import type { Term } from './term.ts';

interface Props {
  readonly term: Term;
  readonly anchor: RefObject<HTMLElement | null>;
  /** It was asked for by key or by a click; what merely was pointed at leaves the focus where it is. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

/** The card of a word, beside it. */
export function Card({ term, anchor, takesFocus, onClose, onEnter, onLeave }: Props) {
  const t = useText();
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          className="term-card"
          side="top"
          sideOffset={6}
          collisionPadding={10}
          aria-label={t('glossary.card')}
          onPointerEnter={onEnter}
          onPointerLeave={onLeave}
          onOpenAutoFocus={(event) => {
            if (!takesFocus) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (takesFocus) anchor.current?.focus();
          }}
        >
          <Explained term={term} onGone={onClose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
