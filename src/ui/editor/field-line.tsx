import { useText } from '../app/ui-state.ts';
import { useSession } from '../store/index.ts';
import type { FieldAt } from './language/field-at.ts';

/** The field under the cursor, and who reads it: a click on a component shows it on the map. */
export function FieldLine({ field }: { readonly field: FieldAt | undefined }) {
  const t = useText();
  const session = useSession();
  const show = (component: string): void => {
    const process = processOf(component);
    if (process !== undefined) session.select({ type: 'component', process });
  };
  return (
    <div className="field-line" role="note" aria-label={t('editor.field')}>
      {!field && <span className="editor-hint">{t('editor.fieldHint')}</span>}
      {field && (
        <>
          <code>{field.name}</code>
          {field.schema && <span className="field-type">{field.schema.type}</span>}
          {field.readers?.components.map((component) => (
            <button
              key={component}
              type="button"
              className="field-reader"
              disabled={processOf(component) === undefined}
              onClick={() => show(component)}
            >
              {component}
            </button>
          ))}
          {field.readers && (
            <span className="field-sentence" title={t(field.readers.sentence)}>
              {t(field.readers.sentence)}
            </span>
          )}
        </>
      )}
    </div>
  );
}

/** The process that a component of the map is; undefined: it is not drawn. */
function processOf(component: string): string | undefined {
  for (const element of document.querySelectorAll<HTMLElement>('[data-component][data-process]'))
    if (element.dataset['component'] === component) return element.dataset['process'];
  return undefined;
}
