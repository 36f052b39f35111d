import { useMemo, useState } from 'react';
import { HOME, type HomeFiles } from '../../terminal/files/index.ts';
import { useText } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import { exportable, exportText, type Exportable } from './export/exportable.ts';
import { addFile } from './workspace.ts';

/** What runs in a namespace, to be written down as clean YAML: all of it, or what is chosen. */
export function ExportPanel({ files, onDone }: { readonly files: HomeFiles; readonly onDone: () => void }) {
  const t = useText();
  const { mirror } = useSession();
  const namespaces = useMemo(
    () =>
      mirror
        .live('namespaces')
        .map(({ metadata }) => metadata.name)
        .sort(),
    [mirror],
  );
  const [namespace, setNamespace] = useState('default');
  const found = useMemo(() => exportable(mirror, namespace), [mirror, namespace]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = found.filter(({ id }) => !left.has(id));
  const toggle = (id: string): void =>
    setLeft((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const write = (): void => {
    addFile(files, `${namespace}.yaml`, exportText(chosen), HOME);
    onDone();
  };
  return (
    <div className="export">
      <div className="export-tools">
        <label>
          {t('editor.export.namespace')}{' '}
          <select value={namespace} onChange={({ target }) => setNamespace(target.value)}>
            {namespaces.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Button
          glyph="save"
          label={t('editor.export.write', { count: chosen.length })}
          disabled={chosen.length === 0}
          onClick={write}
        />
      </div>
      {found.length === 0 && <p className="editor-hint">{t('editor.export.nothing')}</p>}
      <ul className="export-list">
        {found.map((one: Exportable) => (
          <li key={one.id}>
            <label>
              <input type="checkbox" checked={!left.has(one.id)} onChange={() => toggle(one.id)} /> {one.kind}{' '}
              <code>{one.name}</code>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
