import type { ApiObject } from '../../apimachinery/index.ts';
import type { Relation } from '../kind.ts';

const DEEPEST = 6;

/**
 * What an object of a kind that somebody defined points at: every field of the shape `{kind, name}`, as Kubernetes' own references
 * are. Their meaning is not known, so each only refers.
 *
 *   spec: { template: { kind: 'ConfigMap', name: 'page' } }   →   refers-to ConfigMap page
 */
export function customRelations({ metadata, spec, status }: ApiObject): readonly Relation[] {
  const found = new Map<string, Relation>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
    const fields = new Map<string, unknown>(Object.entries(value));
    const [kind, name] = [fields.get('kind'), fields.get('name')];
    if (typeof kind === 'string' && typeof name === 'string' && kind !== '' && name !== '') {
      const group = groupOf(fields.get('apiVersion') ?? fields.get('apiGroup'));
      const named = fields.get('namespace');
      const namespace = typeof named === 'string' ? named : metadata.namespace;
      found.set(`${group}/${kind}/${namespace ?? ''}/${name}`, { verb: 'refers-to', kind, group, namespace, name });
    }
    for (const inner of fields.values()) visit(inner, depth + 1);
  };
  visit(spec, 0);
  visit(status, 0);
  return [...found.values()];
}

/** `apps/v1` and `apps` → `apps`; `v1` and nothing → ''. */
function groupOf(text: unknown): string {
  if (typeof text !== 'string') return '';
  const slash = text.indexOf('/');
  if (slash >= 0) return text.slice(0, slash);
  return /^v\d/.test(text) ? '' : text;
}
