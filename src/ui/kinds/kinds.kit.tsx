import type { Sheet } from '../kit/index.ts';
import { KindSign, KINDS } from './index.ts';

const sheet: Sheet = {
  title: 'kinds',
  stories: KINDS.map(({ kind, resource, sign }) => ({
    name: kind,
    render: () => (
      <span style={{ display: 'inline-block', width: 32, height: 32, fontSize: 32 }} data-resource={resource}>
        <KindSign sign={sign} />
      </span>
    ),
  })),
};
export default sheet;
