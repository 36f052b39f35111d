import { useEffect, useMemo, type KeyboardEvent } from 'react';
import { keys } from '../../app/keys.ts';
import { lookAt, useText } from '../../app/ui-state.ts';
import { Button } from '../../kit/index.ts';
import { useAt } from '../../store/index.ts';

/** `worker-2` before `worker-10`. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function useNames(): readonly string[] {
  const nodes = useAt('nodes');
  return useMemo(() => nodes.map(({ metadata }) => metadata.name).sort(byNumber), [nodes]);
}

function turn(names: readonly string[], name: string, by: number): void {
  if (names.length === 0) return;
  const next = (names.indexOf(name) + by + names.length) % names.length;
  lookAt('node', names[next]);
}

/** The next machine and the one before, while one looks at machines. The arrows alone step through time. */
export function useNodeKeys(name: string): void {
  const names = useNames();
  useEffect(
    () =>
      keys.add([
        { key: '>', message: 'node.next', run: () => turn(names, name, 1) },
        { key: '<', message: 'node.previous', run: () => turn(names, name, -1) },
      ]),
    [names, name],
  );
}

/** Which machine is looked at: a list, and one to either side. */
export function Switcher({ name }: { readonly name: string }) {
  const t = useText();
  const names = useNames();
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    turn(names, name, by);
  };
  return (
    <span className="node-switch nopan" role="group" aria-label={t('node.switch')} onKeyDown={onKeyDown}>
      <Button
        glyph="left"
        label={t('node.previous')}
        shortcut="<"
        shape="round"
        onClick={() => turn(names, name, -1)}
      />
      <select aria-label={t('node.switch')} value={name} onChange={(event) => lookAt('node', event.target.value)}>
        {(names.includes(name) ? names : [name, ...names]).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <Button glyph="right" label={t('node.next')} shortcut=">" shape="round" onClick={() => turn(names, name, 1)} />
    </span>
  );
}
