import { lazy, Suspense, useCallback, useState, type DragEvent } from 'react';
import { nameOf, type HomeFiles } from '../../terminal/files/index.ts';
import { setUi, useText } from '../app/ui-state.ts';
import type { Problem } from './apply/index.ts';
import { takeDropped } from './drop.ts';
import { FieldLine } from './field-line.tsx';
import { FileTabs } from './file-tabs.tsx';
import { FileTree } from './file-tree.tsx';
import type { FieldAt } from './language/field-at.ts';
import { lineOf } from './manifest/documents.ts';
import { Panel, type PanelName } from './panel.tsx';
import { Tools } from './tools.tsx';
import { useHome } from './use-home.ts';
import { usePlan } from './use-plan.ts';
import { kustomizationFolder, useRendered, type Rendered } from './use-rendered.ts';
import { useSending } from './use-sending.ts';
import { readText, useWorkspace } from './workspace.ts';
import './editor.css';
import './panels.css';

const MonacoPane = lazy(() => import('./monaco-pane.tsx'));
const DiffPane = lazy(() => import('./diff-pane.tsx'));

/** The left drawer: files, their errors at their places, what applying them would do, and what it did. */
export function EditorDrawer() {
  const t = useText();
  const files = useHome();
  return (
    <section
      className="editor"
      aria-label={t('editor.title')}
      onDragOver={allowDrop}
      onDrop={(event) => files && take(event, files, t('editor.tooLarge'))}
    >
      {files ? <Workbench files={files} /> : <p className="editor-loading">{t('editor.loading')}</p>}
    </section>
  );
}

function Workbench({ files }: { readonly files: HomeFiles }) {
  const t = useText();
  const { active = '', treeShown } = useWorkspace();
  const [field, setField] = useState<FieldAt>();
  const [comparing, setComparing] = useState(false);
  const [showRendered, setShowRendered] = useState(false);
  const work = useWork(files, active);
  const { text, onText, sending, planned, problems, panel, setPanel, act, apply, rendered, folded, setFolded } = work;
  return (
    <>
      <FileTabs files={files} />
      <div className="editor-middle">
        {treeShown && <FileTree files={files} />}
        <Suspense fallback={<p className="editor-loading">{t('editor.loading')}</p>}>
          {comparing ? (
            <DiffPane objects={planned?.plan.objects ?? []} />
          ) : rendered && showRendered ? (
            <pre className="rendered" tabIndex={0} aria-label={t('editor.rendered')}>
              {rendered.error || rendered.text}
            </pre>
          ) : (
            <MonacoPane
              files={files}
              path={active}
              label={t('editor.label', { file: nameOf(active) })}
              problems={problems}
              onText={onText}
              onField={setField}
              onApply={apply}
              onLeave={leave}
            />
          )}
        </Suspense>
      </div>
      {!comparing && <FieldLine field={field} />}
      <Tools
        files={files}
        busy={sending.busy}
        comparing={comparing}
        rendered={rendered ? showRendered : undefined}
        onRendered={() => setShowRendered(!showRendered)}
        onApply={apply}
        onDelete={() => act('delete')}
        onPreview={() => setPanel('plan')}
        onCompare={() => setComparing(!comparing)}
        onExport={() => setPanel('export')}
      />
      <Panel
        files={files}
        name={panel}
        onName={setPanel}
        folded={folded}
        onFold={setFolded}
        sending={sending}
        planned={planned}
        places={problems.map(({ message, range }) => ({ message, line: lineOf(text, range.from) }))}
        onApply={() => act('apply')}
      />
    </>
  );
}

/** The file in front: what stands in it, what the server says of it, and how it is sent. */
function useWork(files: HomeFiles, active: string) {
  const { askFirst } = useWorkspace();
  const [written, setWritten] = useState({ path: '', text: '' });
  const { panel, folded, untouched, setFolded, setPanel } = usePanel();
  const sending = useSending();
  const { send, sendFolder, forget } = sending;
  const text = written.path === active ? written.text : readText(files, active);
  const rendered = useRendered(files, active);
  const folder = kustomizationFolder(active);
  const planned = usePlan(active, folder === undefined ? text : (rendered?.text ?? ''), sending.answered);
  const onText = useCallback(
    (next: string) => {
      setWritten({ path: active, text: next });
      if (next !== text) forget(active);
    },
    [active, forget, text],
  );
  const act = useCallback(
    (verb: 'apply' | 'delete') => {
      // A key pressed just after a keystroke must not send what stood before it.
      const now = useWorkspace.getState().active ?? active;
      setPanel('output');
      const whole = kustomizationFolder(now);
      void (whole === undefined ? send(verb, now, readText(files, now)) : sendFolder(verb, whole));
    },
    [active, files, send, sendFolder, setPanel],
  );
  const apply = useCallback(() => {
    if (askFirst && (folded || panel !== 'plan')) setPanel('plan');
    else act('apply');
  }, [askFirst, folded, panel, act, setPanel]);
  const refused = sending.problemsOf(active);
  // What was refused when it was sent is shown until something is written; else what the dry run says.
  const problems =
    folder !== undefined
      ? problemOf(rendered)
      : refused.length > 0 || planned?.text !== text
        ? refused
        : planned.plan.problems;
  if (untouched && problems.length > 0) setFolded(false);
  return { text, onText, sending, planned, problems, panel, setPanel, act, apply, rendered, folded, setFolded };
}

/** What stands below the text is folded away until there is something in it to read, or somebody says otherwise. */
function usePanel() {
  const [panel, setName] = useState<PanelName>('output');
  const [folded, setFolded] = useState<boolean>();
  const setPanel = useCallback((name: PanelName) => {
    setName(name);
    setFolded(false);
  }, []);
  return { panel, folded: folded ?? true, untouched: folded === undefined, setFolded, setPanel };
}

const NOTHING_WRONG: readonly Problem[] = [];

/** A folder that comes to nothing is told of at the top of its kustomization. */
function problemOf(rendered: Rendered | undefined): readonly Problem[] {
  if (rendered === undefined || rendered.error === '') return NOTHING_WRONG;
  return [{ message: rendered.error, range: { from: 0, to: 1 } }];
}

function leave(): void {
  setUi({ editorOpen: false });
  document.querySelector<HTMLElement>('.stage [tabindex="0"]')?.focus();
}

function allowDrop(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
}

function take(event: DragEvent, files: HomeFiles, tooLarge: string): void {
  event.preventDefault();
  void takeDropped(files, event.dataTransfer).then(({ left }) => {
    if (left > 0) setUi({ notice: tooLarge });
  });
}
