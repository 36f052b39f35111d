import type { INode } from 'kubernetes-models/v1';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';

/** What the machine says of itself beyond Ready, and who may not come: pressures that hold, and taints. Nothing is said while all is well. */
export function Conditions({ node }: { readonly node: ApiObject }) {
  const t = useText();
  const conditions = (node.status as INode['status'])?.conditions ?? [];
  const troubles = conditions.filter(({ type, status }) => (type === 'Ready' ? status !== 'True' : status === 'True'));
  const taints = (node.spec as INode['spec'])?.taints ?? [];
  return (
    <ul className="close-chips" aria-label={t('node.conditions')}>
      {troubles.map(({ type, reason, message }) => (
        <li key={type} data-tone="bad" title={message}>
          <Glyph name="failed" />
          {type === 'Ready' ? (reason ?? type) : type}
        </li>
      ))}
      {troubles.length === 0 && conditions.length > 0 && <li title={pressures(conditions)}>{t('node.noPressure')}</li>}
      {taints.map(({ key, value, effect }) => (
        <li key={`${key} ${effect}`} data-tone="warn" title={t('node.taint')}>
          <Glyph name="cordoned" />
          <span className="mono">
            {key.replace(/^node(-role)?\.kubernetes\.io\//, '')}
            {value ? `=${value}` : ''}:{effect}
          </span>
        </li>
      ))}
    </ul>
  );
}

function pressures(conditions: NonNullable<NonNullable<INode['status']>['conditions']>): string {
  return conditions.map(({ type, status }) => `${type}=${status}`).join(', ');
}
