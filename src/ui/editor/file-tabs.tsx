import type { HomeFiles } from '../../terminal/files/index.ts';
import { nameOf } from '../../terminal/files/index.ts';
import { setUi, useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import { closeFile, newFile, openFile, shownPath, useWorkspace } from './workspace.ts';

/** The open files, and the way out: a row as low as the terminal's, since every row here is a line of text less. */
export function FileTabs({ files }: { readonly files: HomeFiles }) {
  const t = useText();
  return (
    <div className="draft-head">
      <OpenFiles files={files} />
      <Button glyph="close" shape="round" label={t('app.close')} onClick={() => setUi({ editorOpen: false })} />
    </div>
  );
}

function OpenFiles({ files }: { readonly files: HomeFiles }) {
  const t = useText();
  const { open, active, treeShown } = useWorkspace();
  return (
    <nav className="draft-tabs" aria-label={t('editor.files')}>
      <button
        type="button"
        className="draft-new"
        aria-pressed={treeShown}
        aria-label={t('editor.tree')}
        title={t('editor.tree')}
        onClick={() => useWorkspace.setState({ treeShown: !treeShown })}
      >
        <Glyph name="menu" />
      </button>
      {open.map((path) => (
        <span key={path} className="draft-tab" data-active={path === active || undefined} title={shownPath(path)}>
          <button type="button" aria-current={path === active ? 'page' : undefined} onClick={() => openFile(path)}>
            {nameOf(path)}
          </button>
          <button
            type="button"
            className="draft-close"
            aria-label={t('editor.close', { file: nameOf(path) })}
            onClick={() => closeFile(files, path)}
          >
            <Glyph name="close" />
          </button>
        </span>
      ))}
      <button
        type="button"
        className="draft-new"
        aria-label={t('editor.new')}
        title={t('editor.new')}
        onClick={() => newFile(files)}
      >
        <Glyph name="plus" />
      </button>
    </nav>
  );
}
