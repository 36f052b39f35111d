import { lazy, Suspense, useEffect, useRef, useState, type PointerEvent } from 'react';
import { useUi } from '../app/ui-state.ts';
import { fetchTerms, useGlossary } from './state.ts';
import type { Term } from './term.ts';
import './glossary.css';

const Card = lazy(async () => ({ default: (await import('./card.tsx')).Card }));

interface Props {
  readonly text: string;
  /** The text stands inside a button: its words open by pointing only, and are no stops of their own. */
  readonly inside?: boolean;
}

/** When the page has been looked at for so long, the words are fetched. */
const REST_MS = 3000;
/** Pointing for so long opens a card: a hand on its way elsewhere does not. */
const POINTED_MS = 350;
const LEFT_MS = 220;

/** Running text in which the words of the trade can be asked about. */
export function Glossed({ text, inside = false }: Props) {
  const language = useUi((state) => state.language);
  const finder = useGlossary((state) => state.finders?.[language]);
  useEffect(() => {
    const rest = setTimeout(() => void fetchTerms(), REST_MS);
    return () => clearTimeout(rest);
  }, []);
  if (!finder) return <>{text}</>;
  return finder(text).map(({ text: piece, term }, i) =>
    term ? <Word key={i} term={term} text={piece} inside={inside} /> : piece,
  );
}

function Word({ term, text, inside }: { readonly term: Term; readonly text: string; readonly inside: boolean }) {
  const { open, setOpen, timers } = useCard();
  const [keyed, setKeyed] = useState(false);
  const point = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    setKeyed(false);
    timers.after(POINTED_MS, () => setOpen(true));
  };
  const leave = (): void => timers.after(LEFT_MS, () => setOpen(false));
  const stay = (): void => timers.stop();
  const ref = useRef<HTMLElement>(null);
  const card = open && (
    <Suspense fallback={null}>
      <Card term={term} anchor={ref} takesFocus={keyed} onClose={() => setOpen(false)} onEnter={stay} onLeave={leave} />
    </Suspense>
  );
  if (inside)
    return (
      <>
        <span ref={ref} className="term" data-term={term.id} onPointerEnter={point} onPointerLeave={leave}>
          {text}
        </span>
        {card}
      </>
    );
  return (
    <>
      <button
        ref={ref as React.RefObject<HTMLButtonElement>}
        type="button"
        className="term"
        data-term={term.id}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={point}
        onPointerLeave={leave}
        onClick={() => {
          timers.stop();
          setKeyed(true);
          setOpen(!open || !keyed);
        }}
      >
        {text}
      </button>
      {card}
    </>
  );
}

function useCard() {
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const timers = useRef({
    after(ms: number, act: () => void) {
      clearTimeout(timer.current);
      timer.current = setTimeout(act, ms);
    },
    stop: () => clearTimeout(timer.current),
  }).current;
  useEffect(() => () => clearTimeout(timer.current), []);
  return { open, setOpen, timers };
}
