import type { Act } from '../../store/index.ts';

/** As src/engine/cluster/traffic.ts has it. */
const LONG_SECONDS = 60;
const SECOND = 1_000_000;

/** Requests a second that go to a place at a moment because somebody ordered them; 0: none. */
export function rateTo(acts: readonly Act[], to: string, playhead: number): number {
  let rate = 0;
  for (const { at, input } of acts) {
    if (at > playhead || !('fault' in input)) continue;
    const { name, params } = input.fault;
    if (name === 'traffic' && params['to'] === to && params['rate'] !== undefined) {
      const until = at + Number(params['seconds'] ?? LONG_SECONDS) * SECOND;
      rate = until > playhead ? Number(params['rate']) : 0;
    } else if (name === 'traffic-stop' && (params['to'] === undefined || params['to'] === to)) rate = 0;
  }
  return rate;
}
