import { fixturePod, type PodPicture } from '../../kit/fixture/objects.ts';
import type { Sheet, Story } from '../../kit/story.ts';
import { Pod } from './pod.tsx';
import type { PodSize } from './pod-size.ts';

const STATES: readonly PodPicture[] = [
  'Pending',
  'Scheduled',
  'ContainerCreating',
  'Init',
  'Running',
  'Ready',
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'Succeeded',
  'Failed',
  'Terminating',
  'Unknown',
];
const SIZES: readonly Exclude<PodSize, 'dots'>[] = ['capsule', 'slim', 'chip'];

function story(
  state: PodPicture,
  size: Exclude<PodSize, 'dots'>,
  more: Partial<Parameters<typeof Pod>[0]> = {},
): Story {
  const pod = fixturePod('web-6b7c9d8f5-x7m9c', 'worker-1', state, 'web-6b7c9d8f5');
  return {
    name: `${state} ${size}${more.selected ? ' selected' : ''}`,
    render: () => <Pod pod={pod} size={size} selected={false} {...more} />,
  };
}

const tinted = fixturePod('coredns-5d78c9869d-ab2cd', 'worker-1', 'Ready', 'coredns-5d78c9869d', 'kube-system');

const sheet: Sheet = {
  title: 'pod',
  stories: [
    ...SIZES.flatMap((size) => STATES.map((state) => story(state, size))),
    story('Ready', 'capsule', { selected: true }),
    { name: 'another namespace', render: () => <Pod pod={tinted} size="capsule" selected={false} /> },
  ],
};
export default sheet;
