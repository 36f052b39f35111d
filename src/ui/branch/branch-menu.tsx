import { Popover } from 'radix-ui';
import { useState } from 'react';
import { clockText } from '../app/clock-text.ts';
import { useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import type { Branch } from './branches.ts';
import { useBranches, useBranchesState } from './context.ts';
import { useBranchName } from './names.ts';

/** The histories as a tree: show, compare, rename, close, open again, forget, and make the main one. */
export function BranchMenu() {
  const t = useText();
  const all = useBranchesState((state) => state.all);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          className="button branch-menu-button"
          data-shape="round"
          aria-label={all.length > 1 ? `${t('branch.list')} ${all.length}` : t('branch.list')}
          title={t('branch.list')}
        >
          <Glyph name="branches" />
          {all.length > 1 && <span className="branch-number">{all.length}</span>}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('branch.list')}
          className="branch-menu panel"
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={12}
        >
          <h2>{t('branch.list')}</h2>
          {all.length === 1 ? (
            <p className="branch-note">{t('branch.list.one')}</p>
          ) : (
            <ul>
              {all
                .filter(({ parent }) => parent === undefined)
                .map((branch) => (
                  <Twig key={branch.id} branch={branch} />
                ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Twig({ branch }: { readonly branch: Branch }) {
  const t = useText();
  const name = useBranchName();
  const { all, main, shown } = useBranchesState((state) => state);
  const [renaming, setRenaming] = useState(false);
  const children = all.filter(({ parent }) => parent === branch.id);
  const { id, at, parent, session } = branch;
  return (
    <li>
      <div className="twig" data-shown={shown.some((one) => one === id) || undefined}>
        <Glyph name={parent === undefined ? 'live' : 'branch'} />
        {renaming ? <Rename branch={branch} done={() => setRenaming(false)} /> : <strong>{name(branch)}</strong>}
        <span className="twig-facts">
          {id === main && <em>{t('branch.main')}</em>}
          {parent !== undefined && t('branch.partedAt', { time: clockText(at, 0) })}
          {!session && ` · ${t('branch.closed')}`}
        </span>
        <TwigButtons branch={branch} rename={() => setRenaming(true)} />
      </div>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Twig key={child.id} branch={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

function TwigButtons({ branch, rename }: { readonly branch: Branch; readonly rename: () => void }) {
  const t = useText();
  const branches = useBranches();
  const { main, focused } = useBranchesState((state) => state);
  const { id, session } = branch;
  const other = focused === id ? main : focused;
  return (
    <span className="twig-ways">
      {session && <Button glyph="eye" shape="round" label={t('branch.show')} onClick={() => branches.alone(id)} />}
      {session && other !== id && (
        <Button
          glyph="compare"
          shape="round"
          label={t('branch.beside')}
          onClick={() => branches.compare(Math.min(other, id), Math.max(other, id))}
        />
      )}
      <Button glyph="pen" shape="round" label={t('branch.rename')} onClick={rename} />
      {session && id !== main && (
        <Button glyph="up" shape="round" label={t('branch.promote')} onClick={() => branches.promote(id)} />
      )}
      {session && id !== main && (
        <Button glyph="close" shape="round" label={t('branch.close')} onClick={() => void branches.close(id)} />
      )}
      {!session && (
        <Button
          glyph="open"
          shape="round"
          label={t('branch.reopen')}
          disabled={branches.full}
          onClick={() => void branches.reopen(id)}
        />
      )}
      {id !== main && (
        <Button glyph="trash" shape="round" tone="bad" label={t('branch.drop')} onClick={() => branches.drop(id)} />
      )}
    </span>
  );
}

function Rename({ branch, done }: { readonly branch: Branch; readonly done: () => void }) {
  const t = useText();
  const branches = useBranches();
  const name = useBranchName();
  const [text, setText] = useState(name(branch));
  return (
    <input
      autoFocus
      className="branch-rename"
      aria-label={t('branch.rename')}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={() => {
        if (text !== name(branch)) branches.rename(branch.id, text);
        done();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          done();
        }
      }}
    />
  );
}
