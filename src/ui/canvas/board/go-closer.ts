import { lookAt } from '../../app/ui-state.ts';

/** Zoomed in so far, whoever looks at a machine wants to look into it; and out of it again when it has become so small. */
const INTO = 2.5;
const OUT_OF = 0.5;

const OF_THE_PLANE: ReadonlySet<string> = new Set([
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
]);

/** Goes to the close-up of the machine that something is drawn in. False: it is in none, or one is there already. */
export function goCloser(target: Element | null | undefined): boolean {
  if (!target || target.closest('.close-machine')) return false;
  const machine = target.closest<HTMLElement>('.machine, [data-kind="Node"]');
  const [component = '', host] = (target.closest<HTMLElement>('[data-process]')?.dataset['process'] ?? '').split('@');
  const name = machine?.dataset['name'] ?? host;
  if (!machine || name === undefined) return false;
  const isPlane = machine.classList.contains('plane') || OF_THE_PLANE.has(component);
  lookAt(isPlane ? 'control-plane' : 'node', name);
  return true;
}

/** A hand has zoomed: right into a machine, or out of a close-up. */
export function zoomThrough(board: HTMLElement, before: number, now: number): void {
  const { left, top, width, height } = board.getBoundingClientRect();
  if (before < INTO && now >= INTO) goCloser(document.elementFromPoint(left + width / 2, top + height / 2));
  else if (before > OUT_OF && now <= OUT_OF && board.querySelector('.close-machine')) lookAt('cluster');
}
