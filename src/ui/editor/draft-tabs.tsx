import { Glyph } from '../kit/index.ts';
import { useText } from '../app/ui-state.ts';
import { activate, close, open, useDrafts } from './drafts.ts';

/** The open files. */
export function DraftTabs() {
  const t = useText();
  const { drafts, active } = useDrafts();
  return (
    <nav className="draft-tabs" aria-label={t('editor.files')}>
      {drafts.map(({ id, name }) => (
        <span key={id} className="draft-tab" data-active={id === active || undefined}>
          <button type="button" aria-current={id === active ? 'page' : undefined} onClick={() => activate(id)}>
            {name}
          </button>
          <button
            type="button"
            className="draft-close"
            aria-label={t('editor.close', { file: name })}
            onClick={() => close(id)}
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
        onClick={() => open('manifest.yaml', '')}
      >
        <Glyph name="plus" />
      </button>
    </nav>
  );
}
