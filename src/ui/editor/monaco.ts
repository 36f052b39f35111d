/**
 * The part of Monaco that this page uses: the core, and of its contributions what somebody who edits a manifest needs. This
 * file is the beginning of a chunk of its own; nobody may import it but with import().
 */
import 'monaco-editor/esm/vs/editor/browser/coreCommands.js';
import 'monaco-editor/esm/vs/editor/contrib/bracketMatching/browser/bracketMatching.js';
import 'monaco-editor/esm/vs/editor/contrib/caretOperations/browser/caretOperations.js';
import 'monaco-editor/esm/vs/editor/contrib/clipboard/browser/clipboard.js';
import 'monaco-editor/esm/vs/editor/contrib/codeAction/browser/codeActionContributions.js';
import 'monaco-editor/esm/vs/editor/contrib/comment/browser/comment.js';
import 'monaco-editor/esm/vs/editor/contrib/cursorUndo/browser/cursorUndo.js';
import 'monaco-editor/esm/vs/editor/contrib/find/browser/findController.js';
import 'monaco-editor/esm/vs/editor/contrib/folding/browser/folding.js';
import 'monaco-editor/esm/vs/editor/contrib/gotoError/browser/gotoError.js';
import 'monaco-editor/esm/vs/editor/contrib/hover/browser/hoverContribution.js';
import 'monaco-editor/esm/vs/editor/contrib/indentation/browser/indentation.js';
import 'monaco-editor/esm/vs/editor/contrib/linesOperations/browser/linesOperations.js';
import 'monaco-editor/esm/vs/editor/contrib/multicursor/browser/multicursor.js';
import 'monaco-editor/esm/vs/editor/contrib/snippet/browser/snippetController2.js';
import 'monaco-editor/esm/vs/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/esm/vs/editor/contrib/symbolIcons/browser/symbolIcons.js';
import 'monaco-editor/esm/vs/editor/contrib/toggleTabFocusMode/browser/toggleTabFocusMode.js';
import 'monaco-editor/esm/vs/editor/contrib/wordOperations/browser/wordOperations.js';
import 'monaco-editor/esm/vs/base/browser/ui/codicons/codiconStyles.js';
import 'monaco-editor/esm/vs/basic-languages/yaml/yaml.contribution.js';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker?worker';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const LIGHT = {
  paper: '#fffdf8',
  ink: '#22252c',
  quiet: '#6b6f78',
  key: '#2357b0',
  text: '#1a7350',
  number: '#7a3a9c',
  line: '#efeadf',
  edge: '#a89a7c',
  chosen: '#e9d7a8',
};
const DARK = {
  paper: '#1c1f26',
  ink: '#ece7db',
  quiet: '#9b9da4',
  key: '#85b4ff',
  text: '#6fd0a2',
  number: '#d2a8f5',
  line: '#262a33',
  edge: '#69707c',
  chosen: '#4a3e1f',
};

function define(name: string, base: 'vs' | 'vs-dark', hues: typeof LIGHT): void {
  const bare = (hue: string): string => hue.slice(1);
  monaco.editor.defineTheme(name, {
    base,
    inherit: true,
    rules: [
      { token: '', foreground: bare(hues.ink), background: bare(hues.paper) },
      { token: 'comment', foreground: bare(hues.quiet) },
      { token: 'type', foreground: bare(hues.key) },
      { token: 'string', foreground: bare(hues.text) },
      { token: 'number', foreground: bare(hues.number) },
      { token: 'keyword', foreground: bare(hues.number) },
    ],
    colors: {
      'editor.background': hues.paper,
      'editor.foreground': hues.ink,
      'editor.lineHighlightBackground': hues.line,
      'editorLineNumber.foreground': hues.quiet,
      'editorLineNumber.activeForeground': hues.ink,
      'editorGutter.background': hues.paper,
      'editorWidget.background': hues.paper,
      'editorWidget.foreground': hues.ink,
      'editorWidget.border': hues.edge,
      'editorHoverWidget.background': hues.paper,
      'editorHoverWidget.foreground': hues.ink,
      'editorHoverWidget.border': hues.edge,
      'editorSuggestWidget.background': hues.paper,
      'editorSuggestWidget.foreground': hues.ink,
      'editorSuggestWidget.border': hues.edge,
      'editorSuggestWidget.selectedBackground': hues.chosen,
      'editorSuggestWidget.selectedForeground': hues.ink,
      'editorSuggestWidget.highlightForeground': hues.key,
      'editorSuggestWidget.focusHighlightForeground': hues.key,
      'editorActionList.background': hues.paper,
      'editorActionList.foreground': hues.ink,
      'editorActionList.focusBackground': hues.chosen,
      'editorActionList.focusForeground': hues.ink,
      'list.hoverBackground': hues.line,
    },
  });
}

define('orrery-light', 'vs', LIGHT);
define('orrery-dark', 'vs-dark', DARK);

/** The page's theme, light or dark as it stands now. */
export function followTheme(): () => void {
  const apply = (): void =>
    monaco.editor.setTheme(document.documentElement.dataset['theme'] === 'dark' ? 'orrery-dark' : 'orrery-light');
  apply();
  document.addEventListener('orrery:theme', apply);
  return () => document.removeEventListener('orrery:theme', apply);
}

export { monaco };
