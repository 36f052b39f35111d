import type { IPod } from 'kubernetes-models/v1';
import type { Translate } from '../../../i18n/index.ts';
import { isControlPlane } from '../../canvas/index.ts';
import { closeGlossary } from '../../glossary/state.ts';
import { showTab, type TabId } from '../../inspector/showing.ts';
import { refKey, type Selection, type Session } from '../../store/index.ts';
import type { MenuGroup, MenuItem } from '../menu/index.tsx';
import { handGroups } from '../menus.ts';
import { notify } from '../perform.ts';
import { lookAt, setUi } from '../ui-state.ts';

/** Everything about one thing: what can be asked about it, then what can be done to it. */
export function contextGroups(session: Session, selection: Selection, t: Translate): readonly MenuGroup[] {
  const name = nameOf(selection);
  const closer = closerTo(session, selection);
  const looks: MenuItem[] = [
    { id: 'why', label: t('app.why'), glyph: 'lens', shortcut: 'I', run: () => inspect('why') },
    ...(closer
      ? [
          {
            id: 'look-closely',
            label: t('context.closely', { name: closer.subject }),
            glyph: 'machine' as const,
            run: () => lookAt(closer.view, closer.subject),
          },
        ]
      : []),
    { id: 'sequence', label: t('context.sequence'), glyph: 'branches', shortcut: 'Q', run: () => inspect('sequence') },
    ...(name === undefined
      ? []
      : [{ id: 'copy-name', label: t('context.copyName'), glyph: 'copy' as const, run: () => void copyName(name, t) }]),
  ];
  return [
    { ...(name !== undefined && { heading: name }), items: looks },
    ...handGroups(session, selection, t).map((group) => ({ heading: t('app.hands'), ...group })),
  ];
}

export function nameOf(selection: Selection): string | undefined {
  if (selection.type === 'object') return selection.ref.name;
  return selection.type === 'component' ? selection.process : undefined;
}

function inspect(tab: TabId): void {
  closeGlossary();
  showTab(tab);
  setUi({ inspectorOpen: true });
}

/** The close-up in which it stands: a machine itself, a pod's machine, a process's host. */
export function closerTo(session: Session, selection: Selection): { view: string; subject: string } | undefined {
  const subject = machineOf(session, selection);
  const node = subject === undefined ? undefined : session.world.get('nodes', refKey('', subject));
  if (subject === undefined || !node) return undefined;
  return { view: isControlPlane(node) ? 'control-plane' : 'node', subject };
}

function machineOf(session: Session, selection: Selection): string | undefined {
  if (selection.type === 'component') return selection.process.split('@')[1];
  if (selection.type !== 'object') return undefined;
  const { resource, namespace, name } = selection.ref;
  if (resource === 'nodes') return name;
  if (resource !== 'pods') return undefined;
  const pod = session.world.get('pods', refKey(namespace, name));
  return (pod?.spec as IPod['spec'])?.nodeName;
}

async function copyName(name: string, t: Translate): Promise<void> {
  try {
    await navigator.clipboard.writeText(name);
    notify(t('context.copied', { name }));
  } catch {
    // A browser that gives no clipboard: the name is at least said where it can be marked.
    notify(name);
  }
}
