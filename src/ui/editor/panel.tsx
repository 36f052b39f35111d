import type { HomeFiles } from '../../terminal/files/index.ts';
import { useText } from '../app/ui-state.ts';
import { Button, Glyph } from '../kit/index.ts';
import { EffectsPanel } from './effects-panel.tsx';
import { ExportPanel } from './export-panel.tsx';
import { Output } from './output.tsx';
import { PlanPanel } from './plan-panel.tsx';
import type { Planned } from './use-plan.ts';
import type { Sending } from './use-sending.ts';
import { useWorkspace } from './workspace.ts';

export type PanelName = 'output' | 'plan' | 'effects' | 'export';

const NAMES: readonly PanelName[] = ['output', 'plan', 'effects', 'export'];

interface Props {
  readonly files: HomeFiles;
  readonly name: PanelName;
  readonly onName: (name: PanelName) => void;
  /** Only the names of the panels are shown; choosing one unfolds it. */
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
  readonly sending: Sending;
  readonly planned: Planned | undefined;
  readonly places: readonly { readonly message: string; readonly line: number }[];
  readonly onApply: () => void;
}

/** Below the text: what kubectl said, what applying would do, what it caused, and what can be written down. */
export function Panel({ files, name, onName, folded, onFold, sending, planned, places, onApply }: Props) {
  const t = useText();
  const { askFirst } = useWorkspace();
  return (
    <div className="editor-panel" data-folded={folded || undefined}>
      <div className="panel-head">
        <div className="panel-tabs" role="tablist" aria-label={t('editor.panels')}>
          {NAMES.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`editor-tab-${one}`}
              aria-selected={one === name}
              aria-controls="editor-panel-body"
              onClick={() => onName(one)}
            >
              {t(`editor.panel.${one}`)}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="panel-fold"
          aria-expanded={!folded}
          aria-controls="editor-panel-body"
          aria-label={t(folded ? 'editor.unfold' : 'editor.fold')}
          title={t(folded ? 'editor.unfold' : 'editor.fold')}
          onClick={() => onFold(!folded)}
        >
          <Glyph name={folded ? 'up' : 'down'} />
        </button>
      </div>
      <div
        className="editor-output"
        id="editor-panel-body"
        role="tabpanel"
        aria-labelledby={`editor-tab-${name}`}
        tabIndex={0}
        hidden={folded}
      >
        {name === 'output' && <Output runs={sending.runs} places={places} />}
        {name === 'effects' && <EffectsPanel effects={sending.effects} />}
        {name === 'export' && <ExportPanel files={files} onDone={() => onName('output')} />}
        {name === 'plan' && (
          <>
            <div className="plan-tools">
              <Button glyph="play" label={t('editor.applyNow')} disabled={sending.busy} onClick={onApply} />
              <label>
                <input
                  type="checkbox"
                  checked={askFirst}
                  onChange={({ target }) => useWorkspace.setState({ askFirst: target.checked })}
                />{' '}
                {t('editor.askFirst')}
              </label>
            </div>
            <PlanPanel planned={planned} />
          </>
        )}
      </div>
    </div>
  );
}
