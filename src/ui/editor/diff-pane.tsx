import { useEffect, useMemo, useRef, useState } from 'react';
import type { editor } from 'monaco-editor/esm/vs/editor/editor.api.js';
import { lastAppliedOf } from '../../kubectl/apply/index.ts';
import { useText } from '../app/ui-state.ts';
import { yamlText } from '../inspector/yaml-text.ts';
import { clean } from './apply/clean.ts';
import type { ObjectPlan } from './apply/plan.ts';
import { followTheme, monaco } from './monaco.ts';

const SIDES = ['applied', 'live', 'written'] as const;
type Side = (typeof SIDES)[number];

/** Two of three texts of an object beside each other: what is written, what the last apply said, what the cluster has. */
export default function DiffPane({ objects }: { readonly objects: readonly ObjectPlan[] }) {
  const t = useText();
  const [chosen, choose] = useState(0);
  const [left, setLeft] = useState<Side>('live');
  const [right, setRight] = useState<Side>('written');
  const object = objects[Math.min(chosen, objects.length - 1)];
  const before = useMemo(() => textOfSide(object, left), [object, left]);
  const after = useMemo(() => textOfSide(object, right), [object, right]);
  return (
    <div className="diff">
      <div className="diff-tools">
        <Choice label={t('editor.diff.object')} value={String(chosen)} onChange={(value) => choose(Number(value))}>
          {objects.map(({ title }, index) => (
            <option key={index} value={index}>
              {title}
            </option>
          ))}
        </Choice>
        <Choice label={t('editor.diff.left')} value={left} onChange={(value) => setLeft(value as Side)}>
          <Sides />
        </Choice>
        <span aria-hidden="true">→</span>
        <Choice label={t('editor.diff.right')} value={right} onChange={(value) => setRight(value as Side)}>
          <Sides />
        </Choice>
        {before === after && <span className="editor-hint">{t('editor.diff.same')}</span>}
      </div>
      <Difference before={before} after={after} label={t('editor.diff.title')} />
    </div>
  );
}

function Sides() {
  const t = useText();
  return SIDES.map((side) => (
    <option key={side} value={side}>
      {t(`editor.diff.${side}`)}
    </option>
  ));
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: React.ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      {children}
    </select>
  );
}

/** Without what the server keeps for itself and what it fills in, so that only what somebody meant is compared. */
function textOfSide(object: ObjectPlan | undefined, side: Side): string {
  const value = side === 'written' ? object?.written : side === 'live' ? object?.live : appliedOf(object);
  return value ? yamlText(clean(value)) : '';
}

function appliedOf(object: ObjectPlan | undefined): Readonly<Record<string, unknown>> | undefined {
  const text = object?.live && lastAppliedOf(object.live);
  if (text === undefined) return undefined;
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && !Array.isArray(said)
      ? (said as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function Difference({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<editor.IStandaloneDiffEditor>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const editor = monaco.editor.createDiffEditor(place.current, {
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      fontSize: 14,
      lineHeight: 21,
      lineNumbersMinChars: 3,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderSideBySideInlineBreakpoint: 720,
      renderOverviewRuler: false,
      contextmenu: false,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
      ariaLabel: label,
    });
    const models = {
      original: monaco.editor.createModel('', 'yaml'),
      modified: monaco.editor.createModel('', 'yaml'),
    };
    editor.setModel(models);
    shown.current = editor;
    const stop = followTheme();
    return () => {
      stop();
      editor.dispose();
      models.original.dispose();
      models.modified.dispose();
      shown.current = null;
    };
  }, [label]);
  useEffect(() => {
    const models = shown.current?.getModel();
    models?.original.setValue(before);
    models?.modified.setValue(after);
  }, [before, after, label]);
  return <div className="editor-pane" ref={place} />;
}
