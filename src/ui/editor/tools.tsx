import type { HomeFiles } from '../../terminal/files/index.ts';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { samples } from './samples/index.ts';
import { addFile } from './workspace.ts';

interface Props {
  readonly files: HomeFiles;
  readonly busy: boolean;
  readonly comparing: boolean;
  /** Whether what the folder comes to is shown; undefined: the file is no kustomization. */
  readonly rendered: boolean | undefined;
  readonly onRendered: () => void;
  readonly onApply: () => void;
  readonly onDelete: () => void;
  readonly onPreview: () => void;
  readonly onCompare: () => void;
  readonly onExport: () => void;
}

/** What can be done with the file in front. */
export function Tools({ files, busy, comparing, rendered, ...on }: Props) {
  const t = useText();
  return (
    <div className="editor-tools" role="toolbar" aria-label={t('editor.tools')}>
      <Button
        glyph="play"
        tone="brass"
        label={t('editor.apply')}
        shortcut="Ctrl+Enter"
        disabled={busy}
        onClick={on.onApply}
      />
      <Button glyph="eye" label={t('editor.preview')} onClick={on.onPreview} />
      {rendered !== undefined && (
        <Button glyph="file" shape="round" label={t('editor.rendered')} pressed={rendered} onClick={on.onRendered} />
      )}
      <Button glyph="diff" shape="round" label={t('editor.compare')} pressed={comparing} onClick={on.onCompare} />
      <Button glyph="save" shape="round" label={t('editor.export')} onClick={on.onExport} />
      <Button glyph="trash" shape="round" label={t('editor.delete')} disabled={busy} onClick={on.onDelete} />
      <label className="editor-samples">
        <span className="hidden">{t('editor.samples')}</span>
        <select value="" onChange={({ target }) => openSample(files, target.value)}>
          <option value="">{t('editor.samples')}</option>
          {samples.map(({ file, title }) => (
            <option key={file} value={file}>
              {t(title)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function openSample(files: HomeFiles, file: string): void {
  const sample = samples.find((candidate) => candidate.file === file);
  if (sample) addFile(files, sample.file, sample.text);
}
