import { lazy, Suspense, useCallback, type DragEvent } from 'react';
import { Button } from '../kit/index.ts';
import { setUi, useText } from '../app/ui-state.ts';
import { lineOf } from './manifest/documents.ts';
import { DraftTabs } from './draft-tabs.tsx';
import { open, useDrafts } from './drafts.ts';
import { Output } from './output.tsx';
import { samples } from './samples/index.ts';
import { useSending } from './use-sending.ts';
import './editor.css';

const MonacoPane = lazy(() => import('./monaco-pane.tsx'));

/** The left drawer: files, their errors at their places, and what kubectl says. */
export function EditorDrawer() {
  const t = useText();
  const { drafts, active } = useDrafts();
  const sending = useSending();
  const draft = drafts.find(({ id }) => id === active) ?? drafts[0]!;
  const { send } = sending;
  const apply = useCallback(() => void send('apply', draftInFront()), [send]);
  const leave = useCallback(() => {
    setUi({ editorOpen: false });
    document.querySelector<HTMLElement>('.stage [tabindex="0"]')?.focus();
  }, []);
  const problems = sending.problemsOf(draft.id);
  return (
    <section className="editor" aria-label={t('editor.title')} onDragOver={allowDrop} onDrop={takeFiles}>
      <DraftTabs />
      <Suspense fallback={<p className="editor-loading">{t('editor.loading')}</p>}>
        <MonacoPane
          draft={draft}
          label={t('editor.label', { file: draft.name })}
          problems={problems}
          onApply={apply}
          onLeave={leave}
        />
      </Suspense>
      <div className="editor-tools">
        <Button
          glyph="play"
          tone="brass"
          label={t('editor.apply')}
          shortcut="Ctrl+Enter"
          disabled={sending.busy}
          onClick={apply}
        />
        <Button
          glyph="trash"
          label={t('editor.delete')}
          disabled={sending.busy}
          onClick={() => void send('delete', draft)}
        />
        <label className="editor-samples">
          <span className="hidden">{t('editor.samples')}</span>
          <select value="" onChange={({ target }) => openSample(target.value)}>
            <option value="">{t('editor.samples')}</option>
            {samples.map(({ file, title }) => (
              <option key={file} value={file}>
                {t(title)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Output
        runs={sending.runs}
        places={problems.map(({ message, range }) => ({ message, line: lineOf(draft.text, range.from) }))}
      />
    </section>
  );
}

/** What is in front at this moment: a key pressed just after a keystroke must not send what stood before it. */
function draftInFront() {
  const { drafts, active } = useDrafts.getState();
  return drafts.find(({ id }) => id === active) ?? drafts[0]!;
}

function openSample(file: string): void {
  const sample = samples.find((candidate) => candidate.file === file);
  if (sample) open(sample.file, sample.text);
}

function allowDrop(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
}

const LARGEST_FILE = 512 * 1024;

function takeFiles(event: DragEvent): void {
  event.preventDefault();
  for (const file of [...event.dataTransfer.files]) {
    if (file.size > LARGEST_FILE) continue;
    void file.text().then((text) => open(file.name, text));
  }
}
