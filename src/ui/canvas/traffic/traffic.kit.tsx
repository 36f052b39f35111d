import type { ReactNode } from 'react';
import { fixturePod } from '../../kit/fixture/objects.ts';
import type { Sheet, Story } from '../../kit/index.ts';
import type { Stop } from './lanes.ts';
import { StopCard } from './stop-card.tsx';
import './traffic.css';
import './far.css';

const ready = fixturePod('web-6b7c9d8f5-x7m9c', 'worker-1', 'Ready');
const crashing = fixturePod('web-6b7c9d8f5-n5d8w', 'worker-2', 'CrashLoopBackOff');
const ending = fixturePod('web-6b7c9d8f5-4kq2z', 'worker-3', 'Terminating');

const STOPS: readonly (readonly [string, Partial<Stop>])[] = [
  ['ready', { pod: ready as Stop['pod'], state: 'ready' }],
  ['out: it crashes', { pod: crashing as Stop['pod'], state: 'out', node: 'worker-2' }],
  ['terminating', { pod: ending as Stop['pod'], state: 'terminating', node: 'worker-3' }],
  ['an address without a pod', { pod: undefined, state: 'ready', node: '', name: '192.168.1.9' }],
];

function story([name, change]: (typeof STOPS)[number], size: 'full' | 'chip'): Story {
  const stop: Stop = {
    key: `default/${change.pod?.metadata.name ?? name}`,
    pod: undefined,
    name: change.pod?.metadata.name ?? '',
    node: 'worker-1',
    address: '10.244.1.2:80',
    state: 'ready',
    why: undefined,
    ...change,
  };
  return {
    name: `${name}${size === 'chip' ? ', chip' : ''}`,
    render: () => (
      <div style={{ position: 'relative', width: size === 'full' ? 270 : 30, height: size === 'full' ? 48 : 30 }}>
        <StopCard stop={stop} size={size} />
      </div>
    ),
  };
}

const sheet: Sheet = {
  title: 'traffic',
  frame: (of: ReactNode) => (
    <div className="board traffic" data-nearness="close" style={{ position: 'static', background: 'none' }}>
      {of}
    </div>
  ),
  stories: [...STOPS.map((each) => story(each, 'full')), ...STOPS.map((each) => story(each, 'chip'))],
};
export default sheet;
