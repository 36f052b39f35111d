import {
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { keys } from '../../app/keys.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { setFilter, useFilter, usePlayhead, useSession } from '../../store/index.ts';
import { flyTo } from '../board/fly.ts';
import { completions, find } from './find.ts';
import { setFinder, useFinder } from './finder-state.ts';
import { FindList, optionId } from './find-list.tsx';
import './search.css';

/** A field at the top of the map: what is typed there stays lit, all else is dimmed, and Enter goes to the first of it. */
export function Finder() {
  const open = useFinder((state) => state.open);
  const text = useFilter((state) => state.filter.text);
  useEffect(() => keys.add([{ key: '/', message: 'find.open', run: () => setFinder({ open: true }) }]), []);
  return open || text !== '' ? <FinderField /> : null;
}

function FinderField() {
  const t = useText();
  const open = useFinder((state) => state.open);
  const text = useFilter((state) => state.filter.text);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  const { offers, finds, at, choose, press, leave, write } = useFinderKeys(text, field);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  const shows = open && offers.length + finds.shown.length > 0;
  return (
    <search className="finder">
      <div className="finder-line">
        <Glyph name="lens" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={t('find.open')}
          aria-expanded={shows}
          aria-controls={shows ? list : undefined}
          aria-autocomplete="list"
          aria-activedescendant={shows ? optionId(list, at) : undefined}
          placeholder={t('find.placeholder')}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onFocus={() => setFinder({ open: true })}
          onBlur={() => setFinder({ open: false })}
          onChange={({ target }) => write(target.value)}
          onKeyDown={press}
        />
        <span className="finder-count" role="status">
          {text.trim() !== '' && t('find.count', { found: told(finds.count), all: told(finds.all) })}
        </span>
        <button
          type="button"
          className="button"
          data-shape="round"
          aria-label={t('find.clear')}
          title={t('find.clear')}
          onClick={() => {
            write('');
            leave();
          }}
        >
          <Glyph name="close" />
        </button>
      </div>
      {shows && <FindList id={list} offers={offers} finds={finds} at={at} onChoose={choose} />}
      {open && text === '' && <p className="finder-hint">{t('find.hint')}</p>}
    </search>
  );
}

function told(count: number): string {
  return count.toLocaleString('en');
}

/** What the keys do in the field: arrows through what is offered, Tab completes, Enter goes, Escape clears and then leaves. */
function useFinderKeys(text: string, field: RefObject<HTMLInputElement | null>) {
  const session = useSession();
  const { offers, finds } = useOffers(text);
  // Until the arrows go elsewhere the first find is meant: a completion is an offer, not an answer.
  const [moved, setAt] = useState<number | undefined>(undefined);
  const at = moved ?? (finds.shown.length > 0 ? offers.length : 0);
  const count = offers.length + finds.shown.length;
  const write = (next: string): void => {
    setAt(undefined);
    setFilter(next);
  };
  const leave = (): void => field.current?.blur();
  const choose = (index: number): void => {
    const completion = offers[index];
    const found = finds.shown[index - offers.length];
    if (completion !== undefined) write(completion.endsWith(':') ? completion : `${completion} `);
    else if (found) {
      session.select({ type: 'object', ref: found.ref });
      flyTo(found.ref);
      leave();
    }
  };
  const step = (by: number): void => setAt(count === 0 ? 0 : (at + count + by) % count);
  const press = (event: KeyboardEvent): void => {
    // While a Korean syllable is being put together its keys are the input method's.
    if (event.nativeEvent.isComposing) return;
    const completes = event.key === 'Tab' && !event.shiftKey && offers.length > 0;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (completes) choose(moved === undefined ? 0 : Math.min(moved, offers.length - 1));
    else if (event.key === 'Enter') choose(at);
    else if (event.key === 'Escape' && text !== '') write('');
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { offers, finds, at, choose, press, leave, write };
}

/** What the text finds and how it may go on, worked out after the letter is on the screen, and again as the playhead moves. */
function useOffers(text: string) {
  const session = useSession();
  const asked = useDeferredValue(text);
  const moment = usePlayhead(1);
  return useMemo(() => {
    void moment;
    return { offers: completions(session, asked), finds: find(session, asked) };
  }, [session, asked, moment]);
}
