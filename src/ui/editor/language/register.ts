/**
 * Binds what is known of manifests to Monaco: completion, hover, quick fixes and the marks under what is wrong. Part of Monaco's
 * chunk; everything it decides is decided elsewhere, without an editor.
 */
import type { editor, IMarkdownString, IRange, languages, Position } from 'monaco-editor/esm/vs/editor/editor.api.js';
import { findingsOf, type Finding } from '../findings/index.ts';
import type { Range } from '../manifest/documents.ts';
import { parseManifest } from '../manifest/documents.ts';
import { monaco } from '../monaco.ts';
import { complete, type Suggestion } from './completion.ts';
import { fieldAt, type FieldAt } from './field-at.ts';
import type { LanguageSources } from './sources.ts';

let sources: LanguageSources | undefined;
let registered = false;

/** From now on manifests are read with these. */
export function readWith(next: LanguageSources): void {
  sources = next;
  if (registered) return;
  registered = true;
  monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', ':', '-'],
    provideCompletionItems: (model, position) => ({ suggestions: sources ? itemsAt(model, position, sources) : [] }),
  });
  monaco.languages.registerHoverProvider('yaml', {
    provideHover: (model, position) => (sources ? hoverAt(model, position, sources) : undefined),
  });
  monaco.languages.registerCodeActionProvider(
    'yaml',
    {
      provideCodeActions: (model, range) => ({
        actions: sources ? actionsAt(model, range, sources) : [],
        dispose() {},
      }),
    },
    { providedCodeActionKinds: ['quickfix'] },
  );
}

const KINDS: Readonly<Record<Suggestion['kind'], keyof typeof languages.CompletionItemKind>> = {
  field: 'Property',
  value: 'EnumMember',
  object: 'Reference',
  snippet: 'Snippet',
};

function itemsAt(model: editor.ITextModel, position: Position, known: LanguageSources): languages.CompletionItem[] {
  const text = textOf(model);
  const found = complete(text, model.getOffsetAt(position), known.completion());
  const range = rangeIn(model, found);
  const top = new monaco.Range(position.lineNumber, 1, position.lineNumber, 1);
  return found.suggestions.map((suggestion) => ({
    label: suggestion.label,
    kind: monaco.languages.CompletionItemKind[KINDS[suggestion.kind]],
    insertText: suggestion.insert,
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
    detail: suggestion.detail,
    documentation: suggestion.documentation,
    sortText: `${suggestion.rank}${suggestion.label}`,
    range,
    ...((suggestion.insert.endsWith('$0') || /\n *\$1$/.test(suggestion.insert)) && { command: AGAIN }),
    ...(suggestion.above !== undefined && { additionalTextEdits: [{ range: top, text: suggestion.above }] }),
  }));
}

/** After `kind: ` the kinds are shown without being asked for, and below `livenessProbe:` its fields. */
const AGAIN = { id: 'editor.action.triggerSuggest', title: '' };

function hoverAt(model: editor.ITextModel, position: Position, known: LanguageSources): languages.Hover | undefined {
  const field = fieldAt(textOf(model), model.getOffsetAt(position), known.catalog);
  if (!field || (!field.schema && !field.readers)) return undefined;
  return { range: rangeIn(model, field.range), contents: [...wordsOf(field, known)] };
}

function* wordsOf(field: FieldAt, known: LanguageSources): Generator<IMarkdownString> {
  const type = field.schema ? ` \`${field.schema.type}\`` : '';
  const required = field.required ? ` — ${plain(known.say('editor.required'))}` : '';
  yield { value: `**${plain(field.name)}**${type}${required}` };
  if (field.readers) {
    const names = field.readers.components.map(plain).join(' · ');
    yield {
      value: `${plain(known.say('editor.readers'))} **${names}**  \n${plain(known.say(field.readers.sentence))}`,
    };
  }
  if (field.description !== '') yield { value: plain(field.description) };
  const choices = field.schema?.choices ?? [];
  if (choices.length > 0) yield { value: choices.map((choice) => `\`${choice.replaceAll('`', '')}\``).join(' · ') };
}

/** Text as Markdown that shows it and does nothing else. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&').replace(/\n/g, '  \n');
}

function actionsAt(model: editor.ITextModel, range: IRange, known: LanguageSources): languages.CodeAction[] {
  const actions: languages.CodeAction[] = [];
  for (const finding of findingsIn(model, known)) {
    const at = rangeIn(model, finding.range);
    if (at.endLineNumber < range.startLineNumber || at.startLineNumber > range.endLineNumber) continue;
    finding.fixes.forEach((fix, index) => {
      const edits = fix.edits();
      if (edits.length === 0) return;
      actions.push({
        title: known.say(fix.title, fix.params),
        kind: 'quickfix',
        isPreferred: index === 0,
        diagnostics: [markOf(model, finding, known)],
        edit: {
          edits: edits.map(({ text, ...place }) => ({
            resource: model.uri,
            versionId: undefined,
            textEdit: { range: rangeIn(model, place), text },
          })),
        },
      });
    });
  }
  return actions;
}

interface Kept {
  readonly version: number;
  readonly catalog: unknown;
  readonly findings: readonly Finding[];
}

const kept = new WeakMap<editor.ITextModel, Kept>();

/** What the lints say of a model; looked at anew when its text or the cluster's kinds have changed. */
export function findingsIn(model: editor.ITextModel, known: LanguageSources): readonly Finding[] {
  const { catalog } = known;
  const version = model.getVersionId();
  const before = kept.get(model);
  if (before?.version === version && before.catalog === catalog) return before.findings;
  const beside = known.around.beside(model.uri.path);
  const findings = findingsOf(textOf(model), { catalog, live: known.around.live }, beside);
  kept.set(model, { version, catalog, findings });
  return findings;
}

/** Marks what is wrong with a model: what does not parse, and what the lints say. */
export function mark(model: editor.ITextModel): void {
  if (!sources || model.isDisposed()) return;
  const known = sources;
  const syntax = parseManifest(textOf(model)).flatMap(({ problem }): editor.IMarkerData[] =>
    problem
      ? [{ severity: monaco.MarkerSeverity.Error, message: problem.message, ...rangeIn(model, problem.range) }]
      : [],
  );
  const said = findingsIn(model, known).map((finding) => markOf(model, finding, known));
  monaco.editor.setModelMarkers(model, 'lints', [...syntax, ...said]);
}

const SEVERITIES = { error: 'Error', warning: 'Warning', hint: 'Info' } as const;

function markOf(model: editor.ITextModel, finding: Finding, known: LanguageSources): editor.IMarkerData {
  return {
    severity: monaco.MarkerSeverity[SEVERITIES[finding.severity]],
    message: known.say(finding.message, finding.params),
    ...rangeIn(model, finding.range),
  };
}

/** Offsets count characters with lines that end in one. */
export function textOf(model: editor.ITextModel): string {
  return model.getValue(monaco.editor.EndOfLinePreference.LF);
}

export function rangeIn(model: editor.ITextModel, { from, to }: Range): IRange {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
