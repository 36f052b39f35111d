import { useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { HOME, nameOf, parentOf, type HomeFiles } from '../../terminal/files/index.ts';
import { setUi, useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import { takeChosen } from './drop.ts';
import { useListing } from './use-home.ts';
import { duplicate, newFile, newFolder, openFile, remove, rename, unfold, useWorkspace } from './workspace.ts';

interface Props {
  readonly files: HomeFiles;
}

/** What lies at home, folders first. Every act is a button as well as a key: F2, Delete, the arrows. */
export function FileTree({ files }: Props) {
  const t = useText();
  const active = useWorkspace((state) => state.active);
  const folder = active === undefined ? HOME : parentOf(active).startsWith(HOME) ? parentOf(active) : HOME;
  const file = useRef<HTMLInputElement>(null);
  const wholeFolder = useRef<HTMLInputElement>(null);
  const take = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    void takeChosen(files, [...(target.files ?? [])]).then(() => (target.value = ''));
  };
  return (
    <aside className="file-tree" aria-label={t('editor.tree')}>
      <div className="file-tree-tools">
        <Button glyph="plus" shape="round" label={t('editor.new')} onClick={() => newFile(files, folder)} />
        <Button glyph="folder" shape="round" label={t('editor.newFolder')} onClick={() => newFolder(files, folder)} />
        <Button glyph="open" shape="round" label={t('editor.openFile')} onClick={() => file.current?.click()} />
        <Button
          glyph="openFolder"
          shape="round"
          label={t('editor.openFolder')}
          onClick={() => wholeFolder.current?.click()}
        />
        <input ref={file} type="file" multiple hidden accept=".yaml,.yml,.json,text/*" onChange={take} />
        <input ref={wholeFolder} type="file" hidden onChange={take} {...{ webkitdirectory: '' }} />
      </div>
      <div role="tree" aria-label={t('editor.tree')} onKeyDown={walk}>
        <Entries files={files} directory={HOME} level={1} />
      </div>
    </aside>
  );
}

function Entries({ files, directory, level }: Props & { readonly directory: string; readonly level: number }) {
  const names = useListing(files, directory).filter((name) => !name.startsWith('.'));
  const isFolder = (name: string): boolean => files.statNow(`${directory}/${name}`)?.directory === true;
  const sorted = [...names].sort((a, b) => Number(isFolder(b)) - Number(isFolder(a)));
  return sorted.map((name) => (
    <Entry key={name} files={files} path={`${directory}/${name}`} folder={isFolder(name)} level={level} />
  ));
}

function Entry({
  files,
  path,
  folder,
  level,
}: Props & { readonly path: string; readonly folder: boolean; readonly level: number }) {
  const t = useText();
  const { active, unfolded } = useWorkspace();
  const [naming, setNaming] = useState(false);
  const open = unfolded.includes(path);
  const name = nameOf(path);
  const act = (): void => (folder ? unfold(path, !open) : openFile(path));
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'F2') setNaming(true);
    else if (event.key === 'Delete') remove(files, path);
    else if (event.key === 'ArrowRight' && folder) unfold(path, true);
    else if (event.key === 'ArrowLeft' && folder) unfold(path, false);
    else return;
    event.preventDefault();
  };
  const finish = (to: string): void => {
    setNaming(false);
    if (to === '' || to === name || to.includes('/')) return;
    try {
      rename(files, path, `${parentOf(path)}/${to}`);
    } catch (error) {
      setUi({ notice: `${to}: ${error instanceof Error ? error.message : String(error)}` });
    }
  };
  return (
    <div role="none">
      <div
        className="file-row"
        data-active={path === active || undefined}
        style={{ paddingLeft: 8 + (level - 1) * 14 }}
      >
        {naming ? (
          <NameField name={name} label={t('editor.rename', { file: name })} onDone={finish} />
        ) : (
          <button
            type="button"
            role="treeitem"
            className="file-name"
            aria-level={level}
            aria-expanded={folder ? open : undefined}
            aria-selected={path === active}
            title={name}
            onClick={act}
            onKeyDown={keys}
          >
            <Glyph name={folder ? (open ? 'folderOpen' : 'folder') : 'file'} />
            <span>{name}</span>
          </button>
        )}
        <RowActs files={files} path={path} folder={folder} onRename={() => setNaming(true)} />
      </div>
      {folder && open && (
        <div role="group">
          <Entries files={files} directory={path} level={level + 1} />
        </div>
      )}
    </div>
  );
}

interface RowActsProps extends Props {
  readonly path: string;
  readonly folder: boolean;
  readonly onRename: () => void;
}

function RowActs({ files, path, folder, onRename }: RowActsProps) {
  const t = useText();
  const file = nameOf(path);
  return (
    <span className="file-acts">
      {folder && (
        <RowButton glyph="plus" label={t('editor.newIn', { folder: file })} act={() => newFile(files, path)} />
      )}
      <RowButton glyph="pen" label={t('editor.rename', { file })} act={onRename} />
      {!folder && <RowButton glyph="copy" label={t('editor.copyFile', { file })} act={() => duplicate(files, path)} />}
      <RowButton glyph="trash" label={t('editor.removeFile', { file })} act={() => remove(files, path)} />
    </span>
  );
}

interface RowButtonProps {
  readonly glyph: 'plus' | 'pen' | 'copy' | 'trash';
  readonly label: string;
  readonly act: () => void;
}

function RowButton({ glyph, label, act }: RowButtonProps) {
  return (
    <button type="button" className="file-act" aria-label={label} title={label} onClick={act}>
      <Glyph name={glyph} />
    </button>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly label: string;
  readonly onDone: (name: string) => void;
}

function NameField({ name, label, onDone }: NameFieldProps) {
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    // A Korean syllable that is being put together is not the end of a name.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') onDone(event.currentTarget.value.trim());
    else if (event.key === 'Escape') onDone(name);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      className="file-rename"
      aria-label={label}
      defaultValue={name}
      ref={(input) => input?.focus()}
      onKeyDown={keys}
      onBlur={({ target }) => onDone(target.value.trim())}
    />
  );
}

/** Up and down go from one visible entry to the next. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = all.findIndex((element) => element === document.activeElement);
  const next = all[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  next.focus();
  event.preventDefault();
}
