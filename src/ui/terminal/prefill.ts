import { useTabs } from './tabs.ts';

/** Types a line at the prompt in front and leaves it to the person to send it; waits for the drawer's first prompt. */
export function prefill(line: string): void {
  const front = (): boolean => {
    const { tabs, active } = useTabs.getState();
    const view = tabs.find(({ number }) => number === active)?.view;
    void view?.started.then(() => view.session.type(line));
    view?.focus();
    return view !== undefined;
  };
  if (front()) return;
  const stop = useTabs.subscribe(() => {
    if (front()) stop();
  });
}
