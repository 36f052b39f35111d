import { useEffect, useRef } from 'react';
import type { editor } from 'monaco-editor/esm/vs/editor/editor.api.js';
import { setText, type Draft } from './drafts.ts';
import { followTheme, monaco } from './monaco.ts';
import type { Problem } from './apply/index.ts';

export interface PaneProps {
  readonly draft: Draft;
  readonly label: string;
  readonly problems: readonly Problem[];
  readonly onApply: () => void;
  readonly onLeave: () => void;
}

/** One Monaco; each file has a model of its own, so that undo belongs to the file. */
export default function MonacoPane({ draft, label, problems, onApply, onLeave }: PaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const code = useRef<editor.IStandaloneCodeEditor>(null);
  const hands = useRef({ onApply, onLeave });
  useEffect(() => {
    hands.current = { onApply, onLeave };
  }, [onApply, onLeave]);
  useEffect(() => {
    if (!place.current) return;
    const editor = monaco.editor.create(place.current, {
      ...OPTIONS,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    });
    code.current = editor;
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => hands.current.onApply());
    editor.addCommand(
      monaco.KeyCode.Escape,
      () => hands.current.onLeave(),
      '!findWidgetVisible && !markersNavigationVisible && !editorHoverVisible && !editorHasMultipleSelections',
    );
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
    const model = modelOf(draft);
    const editor = code.current;
    if (!editor) return;
    if (editor.getModel() !== model) editor.setModel(model);
    const listening = model.onDidChangeContent(() => setText(draft.id, model.getValue()));
    return () => listening.dispose();
    // The text flows from the model into the draft; only another draft changes the model.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft.id]);
  useEffect(() => {
    const model = modelOf(draft);
    monaco.editor.setModelMarkers(
      model,
      'kubectl',
      problems.map((problem) => markerOf(model, problem)),
    );
    const first = problems[0];
    if (first) code.current?.revealPositionInCenterIfOutsideViewport(model.getPositionAt(first.range.from));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draft.id, problems]);
  return <div className="editor-pane" ref={place} />;
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
  quickSuggestions: false,
  overviewRulerLanes: 1,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
};

function modelOf(draft: Draft): editor.ITextModel {
  const uri = monaco.Uri.parse(`orrery:/draft/${draft.id}`);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(draft.text, 'yaml', uri);
}

function markerOf(model: editor.ITextModel, { message, range }: Problem): editor.IMarkerData {
  const from = model.getPositionAt(range.from);
  const to = model.getPositionAt(range.to);
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}
