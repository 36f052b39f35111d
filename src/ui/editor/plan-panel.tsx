import { useText } from '../app/ui-state.ts';
import { shortly } from './apply/changes.ts';
import type { ObjectPlan } from './apply/plan.ts';
import type { Planned } from './use-plan.ts';

/** What applying the file in front would do, object by object. */
export function PlanPanel({ planned }: { readonly planned: Planned | undefined }) {
  const t = useText();
  if (!planned) return <p className="editor-hint">{t('editor.planning')}</p>;
  const { objects } = planned.plan;
  if (objects.length === 0) return <p className="editor-hint">{t('editor.planEmpty')}</p>;
  return (
    <ul className="plan">
      {objects.map((object, index) => (
        <li key={index} data-verb={object.verb}>
          <span className="plan-mark" aria-hidden="true">
            {MARKS[object.verb]}
          </span>
          <span className="plan-title">{object.title}</span>{' '}
          <span className="plan-verb">{t(`editor.plan.${object.verb}`)}</span>
          <Changes object={object} />
        </li>
      ))}
    </ul>
  );
}

const MARKS: Readonly<Record<ObjectPlan['verb'], string>> = {
  created: '+',
  configured: '~',
  unchanged: '=',
  refused: '×',
  waits: '…',
};

function Changes({ object }: { readonly object: ObjectPlan }) {
  if (object.message !== '') return <p className="plan-refusal">{object.message}</p>;
  if (object.changes.length === 0) return null;
  return (
    <ul className="plan-changes">
      {object.changes.map(({ path, before, after }) => (
        <li key={path}>
          <code>{path}</code> <del>{shortly(before)}</del> <span aria-hidden="true">→</span> <ins>{shortly(after)}</ins>
        </li>
      ))}
    </ul>
  );
}
