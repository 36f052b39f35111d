import { lessons } from '../../../lessons/index.ts';
import type { MessageId, Translate } from '../../../i18n/index.ts';
import { VIEWS } from '../../canvas/index.ts';
import { KINDS, nounOf } from '../../kinds/index.ts';
import type { GlyphName } from '../../kit/index.ts';
import { lessonPlayerOf } from '../../start/lesson-stage.ts';
import type { Selection, Session } from '../../store/index.ts';
import { clockText } from '../clock-text.ts';
import { handsOn } from '../hands/index.ts';
import { keyCaps, keys } from '../keys.ts';
import { moreGroups } from '../menus.ts';
import { perform } from '../perform.ts';
import { lookAt, setUi } from '../ui-state.ts';

/** A line of the palette. */
export interface Entry {
  /** The same from one visit to the next: what was chosen lately is remembered by it. */
  readonly id: string;
  readonly label: string;
  /** Where it belongs: a kind and a namespace, a time. */
  readonly hint?: string;
  readonly glyph?: GlyphName;
  readonly caps?: readonly string[];
  run(): void;
}

export interface Section {
  readonly heading: MessageId;
  readonly entries: readonly Entry[];
}

/** More objects than this are found by typing more of their name. */
const MOST_OBJECTS = 40;

/** Everything that can be done or gone to, as the page is now. `asked` narrows the objects, of which there may be very many. */
export function sections(session: Session, t: Translate, asked: string): readonly Section[] {
  const { selection } = session.store.getState();
  return [
    { heading: 'palette.selected', entries: handEntries(session, selection, t) },
    { heading: 'palette.views', entries: viewEntries(t) },
    { heading: 'palette.time', entries: timeEntries(session, t, asked) },
    { heading: 'palette.objects', entries: objectEntries(session, t, asked) },
    { heading: 'palette.components', entries: componentEntries(session) },
    { heading: 'palette.lessons', entries: lessonEntries(session, t) },
    { heading: 'palette.page', entries: [...menuEntries(session, t), ...keyEntries(t)] },
  ];
}

function handEntries(session: Session, selection: Selection | undefined, t: Translate): readonly Entry[] {
  const name = selection?.type === 'object' ? selection.ref.name : '';
  return handsOn(session, selection).map((hand) => ({
    id: `hand ${hand.id}`,
    label: t(hand.message, hand.params),
    hint: name,
    glyph: hand.glyph,
    ...(hand.key && { caps: keyCaps(hand.key) }),
    run: () => void perform(session, hand, t),
  }));
}

function viewEntries(t: Translate): readonly Entry[] {
  return VIEWS.map(({ id, message, glyph }, i) => ({
    id: `view ${id}`,
    label: t(message),
    hint: t('view.switch'),
    glyph,
    caps: [String(i + 1)],
    run: () => lookAt(id),
  }));
}

/** A time that was typed, and the last things that people did. */
function timeEntries(session: Session, t: Translate, asked: string): readonly Entry[] {
  const { player } = session;
  const typed = timeOf(asked);
  const acts = session.store.getState().acts.slice(-6).reverse();
  return [
    ...(typed === undefined
      ? []
      : [
          {
            id: 'time',
            label: t('palette.goTo', { time: clockText(typed, 3) }),
            glyph: 'backoff' as const,
            run: () => void (typed > player.edge ? player.runTo(typed) : player.seek(typed)),
          },
        ]),
    ...acts.map(({ id, at, input }) => ({
      id: `act ${id}`,
      label: 'fault' in input ? input.fault.name : `${input.fetch.method} ${input.fetch.url.split('?')[0] ?? ''}`,
      hint: clockText(at, 0),
      glyph: 'back' as const,
      run: () => player.seek(at),
    })),
  ];
}

/** `1:30`, `00:01:30` and `90s` → microseconds; undefined for anything else. */
export function timeOf(text: string): number | undefined {
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/.exec(text.trim());
  if (clock) return Math.round((Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1_000_000);
  const duration = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text.trim());
  if (!duration) return undefined;
  const unit = { s: 1, m: 60, h: 3600 }[duration[2] ?? 's'] ?? 1;
  return Math.round(Number(duration[1]) * unit * 1_000_000);
}

function objectEntries(session: Session, t: Translate, asked: string): readonly Entry[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const entries: Entry[] = [];
  for (const { resource, kind } of KINDS) {
    if (entries.length >= MOST_OBJECTS) break;
    if (!session.mirror.resources.includes(resource) || resource === 'events') continue;
    const noun = t(nounOf(resource));
    for (const { metadata } of session.world.list(resource)) {
      const { name, namespace = '' } = metadata;
      const text = `${name} ${kind} ${noun} ${namespace}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      entries.push({
        id: `object ${resource} ${namespace}/${name}`,
        label: name,
        hint: namespace === '' ? noun : `${noun} · ${namespace}`,
        run: () => {
          session.select({ type: 'object', ref: { resource, namespace, name } });
          setUi({ inspectorOpen: true });
        },
      });
      if (entries.length >= MOST_OBJECTS) break;
    }
  }
  return entries;
}

function componentEntries(session: Session): readonly Entry[] {
  const nodes = session.world.list('nodes').slice(0, 40);
  const of = (process: string): Entry => ({
    id: `component ${process}`,
    label: process,
    glyph: 'crash',
    run: () => {
      session.select({ type: 'component', process });
      setUi({ inspectorOpen: true });
    },
  });
  return nodes.flatMap(({ metadata: { name } }) =>
    (name.startsWith('control-plane')
      ? ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager']
      : ['kubelet', 'containerd', 'kube-proxy']
    ).map((component) => of(`${component}@${name}`)),
  );
}

function lessonEntries(session: Session, t: Translate): readonly Entry[] {
  return lessons.map((lesson) => ({
    id: `lesson ${lesson.id}`,
    label: t(lesson.title),
    glyph: 'book',
    run: () => {
      setUi({ startOpen: true });
      lessonPlayerOf(session).start(lesson);
    },
  }));
}

function menuEntries(session: Session, t: Translate): readonly Entry[] {
  return moreGroups(session, t).flatMap(({ items }) =>
    items.map(({ id, label, glyph, run }) => ({ id: `menu ${id}`, label, ...(glyph && { glyph }), run })),
  );
}

function keyEntries(t: Translate): readonly Entry[] {
  const said = new Set<string>();
  return keys
    .list()
    .filter(({ message }) => !said.has(message) && said.add(message))
    .filter(({ message }) => !message.startsWith('palette.') && !message.startsWith('view.'))
    .map(({ key, message, run }) => ({ id: `key ${message}`, label: t(message), caps: keyCaps(key), run }));
}
