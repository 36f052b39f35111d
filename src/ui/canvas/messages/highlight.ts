import { effectsOf, why, type Hop, type TraceRecord } from '../../../engine/trace/index.ts';
import type { Selection, TraceStore } from '../../store/index.ts';

const DEPTH = 60;
const MOST_EFFECTS = 20_000;

/** Which messages belong to what is selected: its causes and effects, or those that are about it or came of it. */
export function chainOf(trace: TraceStore, selection: Selection | undefined): ((hop: Hop) => boolean) | undefined {
  if (!selection) return undefined;
  if (selection.type === 'component')
    return ({ from, to }) => matches(from, selection.process) || matches(to, selection.process);
  if (selection.type === 'record') {
    const ids = new Set(why(trace, selection.id).map(({ id }) => id));
    const until = Math.min(trace.next, selection.id + MOST_EFFECTS);
    for (const { id } of effectsOf(trace, selection.id, until)) ids.add(id);
    return ({ id }) => ids.has(id);
  }
  const { name, namespace } = selection.ref;
  const known = new Map<number, boolean>();
  return (hop) => {
    let belongs = known.get(hop.id);
    if (belongs === undefined) {
      belongs =
        isAbout(hop, name, namespace) || why(trace, hop.id, DEPTH).some((record) => isAbout(record, name, namespace));
      known.set(hop.id, belongs);
    }
    return belongs;
  };
}

/** The user and the registry are drawn once, whatever host they run on. */
function matches(process: string, selected: string): boolean {
  return process === selected || (!selected.includes('@') && process.startsWith(`${selected}@`));
}

function isAbout(record: TraceRecord, name: string, namespace: string): boolean {
  if (record.type === 'hop') return record.label.name === name && (record.label.namespace ?? '') === namespace;
  const key = namespace === '' ? name : `${namespace}/${name}`;
  return record.key === key || record.key.endsWith(`/${key}`);
}
