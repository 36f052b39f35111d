import { useEffect, useRef } from 'react';
import type { editor } from 'monaco-editor/esm/vs/editor/editor.api.js';
import words from 'virtual:field-documentation';

import type { HomeFiles } from '../../terminal/files/index.ts';
import { useUi } from '../app/ui-state.ts';
import { useSession } from '../store/index.ts';
import type { Problem } from './apply/index.ts';
import { fieldAt, type FieldAt } from './language/field-at.ts';
import { mark, rangeIn, readWith, textOf } from './language/register.ts';
import { LanguageSources } from './language/sources.ts';
import { treesOf } from './manifest/trees.ts';
import { followTheme, monaco } from './monaco.ts';
import { readText, useWorkspace, writeText } from './workspace.ts';

export interface PaneProps {
  readonly files: HomeFiles;
  readonly path: string;
  readonly label: string;
  /** What the server says is wrong. */
  readonly problems: readonly Problem[];
  readonly onText: (text: string) => void;
  readonly onField: (field: FieldAt | undefined) => void;
  readonly onApply: () => void;
  readonly onLeave: () => void;
}

/** How long nothing must be typed before the lints look, in milliseconds. */
const PAUSE = 200;

/** One Monaco; each file has a model of its own, so that undo belongs to the file. */
export default function MonacoPane(props: PaneProps) {
  const { files, path, label, problems } = props;
  const place = useRef<HTMLDivElement>(null);
  const code = useRef<editor.IStandaloneCodeEditor>(null);
  const hands = useRef(props);
  useEffect(() => {
    hands.current = props;
  });
  const sources = useLanguage();
  useEffect(() => {
    if (!place.current) return;
    const editor = createEditor(place.current, hands);
    code.current = editor;
    const stop = followTheme();
    editor.focus();
    return () => {
      stop();
      editor.setModel(null);
      editor.dispose();
      code.current = null;
    };
  }, []);
  useEffect(() => code.current?.updateOptions({ ariaLabel: label }), [label]);
  useEffect(() => {
    const editor = code.current;
    if (!editor) return undefined;
    const model = modelOf(files, path);
    if (editor.getModel() !== model) editor.setModel(model);
    hands.current.onText(textOf(model));
    return follow(editor, model, files, path, sources, hands);
  }, [files, path, sources]);
  useEffect(() => {
    const model = modelOf(files, path);
    const marks = problems.map(({ message, range }) => ({
      severity: monaco.MarkerSeverity.Error,
      message,
      ...rangeIn(model, range),
    }));
    monaco.editor.setModelMarkers(model, 'kubectl', marks);
  }, [files, path, problems]);
  return <div className="editor-pane" ref={place} />;
}

type Hands = { readonly current: PaneProps };

function createEditor(place: HTMLElement, hands: Hands): editor.IStandaloneCodeEditor {
  const editor = monaco.editor.create(place, {
    ...OPTIONS,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
  });
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => hands.current.onApply());
  editor.addCommand(
    monaco.KeyCode.Escape,
    () => hands.current.onLeave(),
    '!findWidgetVisible && !markersNavigationVisible && !editorHoverVisible && !editorHasMultipleSelections && !suggestWidgetVisible && !inSnippetMode && !codeActionMenuVisible',
  );
  return editor;
}

/** Keeps the file, the marks and the field that is pointed at in step with a model that is being written in. */
function follow(
  editor: editor.IStandaloneCodeEditor,
  model: editor.ITextModel,
  files: HomeFiles,
  path: string,
  sources: LanguageSources,
  hands: Hands,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const point = (): void => {
    const position = editor.getPosition();
    hands.current.onField(position ? fieldAt(textOf(model), model.getOffsetAt(position), sources.catalog) : undefined);
  };
  const look = (): void => {
    mark(model);
    point();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  look();
  const ends = [
    model.onDidChangeContent(() => {
      const text = textOf(model);
      if (readText(files, path) !== text) writeText(files, path, text);
      hands.current.onText(text);
      soon();
    }),
    editor.onDidChangeCursorPosition(soon),
  ];
  // Somebody else may write it: the terminal, kubectl edit.
  const stop = files.onChange((changed) => {
    if (changed !== path || !files.statNow(path) || readText(files, path) === textOf(model)) return;
    model.setValue(readText(files, path));
  });
  return () => {
    clearTimeout(timer);
    stop();
    for (const end of ends) end.dispose();
  };
}

/** What the language of manifests knows: the reference, and the cluster of this session. */
function useLanguage(): LanguageSources {
  const { mirror } = useSession();
  const made = useRef<LanguageSources>(null);
  made.current ??= new LanguageSources(words, {
    live: (resource) => mirror.live(resource),
    language: () => useUi.getState().language,
    beside: (path) =>
      useWorkspace
        .getState()
        .open.filter((other) => other !== path)
        .flatMap((other) => treesOf(monaco.editor.getModel(uriOf(other))?.getValue() ?? '')),
  });
  const sources = made.current;
  useEffect(() => readWith(sources), [sources]);
  return sources;
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  model: null,
  automaticLayout: true,
  minimap: { enabled: false },
  fontSize: 14,
  lineHeight: 21,
  lineNumbersMinChars: 3,
  folding: true,
  scrollBeyondLastLine: false,
  renderWhitespace: 'none',
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  wordWrap: 'off',
  padding: { top: 10, bottom: 10 },
  fixedOverflowWidgets: true,
  accessibilitySupport: 'auto',
  contextmenu: false,
  quickSuggestions: { other: true, strings: true, comments: false },
  wordBasedSuggestions: 'off',
  suggest: { showWords: false, preview: false, snippetsPreventQuickSuggestions: false },
  lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.On },
  tabFocusMode: false,
  overviewRulerLanes: 1,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
};

function uriOf(path: string): ReturnType<typeof monaco.Uri.from> {
  return monaco.Uri.from({ scheme: 'orrery', path });
}

function modelOf(files: HomeFiles, path: string): editor.ITextModel {
  const language = path.endsWith('.json')
    ? 'yaml'
    : /\.(ya?ml)$/.test(path) || !/\.\w+$/.test(path)
      ? 'yaml'
      : 'plaintext';
  const known = monaco.editor.getModel(uriOf(path));
  if (known) return known;
  return monaco.editor.createModel(readText(files, path), language, uriOf(path));
}
