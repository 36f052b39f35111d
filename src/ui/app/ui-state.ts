import { create } from 'zustand';
import {
  chooseLanguage,
  translate,
  type Language,
  type MessageId,
  type Params,
  type Translate,
} from '../../i18n/index.ts';
import { applyTheme, rememberedTheme, type Theme } from '../kit/index.ts';

/** What the page itself is like: nothing here is about the cluster. */
export interface UiState {
  /** Which view stands on the stage: an id of canvas/views.ts. */
  readonly view: string;
  /** What a close-up looks at, `worker-1`; '' where the view shows all. */
  readonly subject: string;
  readonly language: Language;
  readonly theme: Theme;
  readonly projector: boolean;
  readonly editorOpen: boolean;
  readonly terminalOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly startOpen: boolean;
  readonly keysOpen: boolean;
  readonly paletteOpen: boolean;
  /** Short word to the user about an act that failed. */
  readonly notice: string | undefined;
}

export const useUi = create<UiState>(() => ({
  view: 'cluster',
  subject: '',
  language: typeof location === 'undefined' ? 'en' : chooseLanguage(location.search, navigator.languages),
  theme: typeof localStorage === 'undefined' ? 'auto' : rememberedTheme(),
  projector: false,
  editorOpen: false,
  terminalOpen: false,
  inspectorOpen: false,
  startOpen: false,
  keysOpen: false,
  paletteOpen: false,
  notice: undefined,
}));

export function setUi(change: Partial<UiState>): void {
  useUi.setState(change);
}

/** Goes to a view, and close up to one thing in it. */
export function lookAt(view: string, subject = ''): void {
  setUi({ view, subject });
}

let stopFollowing: (() => void) | undefined;

export function setTheme(theme: Theme): void {
  stopFollowing?.();
  stopFollowing = applyTheme(theme);
  setUi({ theme });
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  setUi({ language });
}

export function setProjector(projector: boolean): void {
  if (projector) document.documentElement.dataset['projector'] = '';
  else delete document.documentElement.dataset['projector'];
  setUi({ projector });
}

/** The words of the page in its language: `const t = useText(); t('app.close')`. */
export function useText(): Translate {
  const language = useUi((state) => state.language);
  return (id: MessageId, params?: Params) => translate(language, id, params);
}
