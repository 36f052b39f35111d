import { Suspense } from 'react';
import { useAt } from '../store/index.ts';
import { ClusterMap } from './cluster/cluster-map.tsx';
import { later } from './later.ts';

/** Up to so many machines are drawn one by one; more are a hall. */
const MACHINES = 120;

const DataCentre = later(async () => (await import('./data-centre/index.ts')).DataCentre);

/** The cluster at whatever size it has: machines on a plate, or a hall of them. */
export function ClusterView() {
  const many = useAt('nodes').length > MACHINES;
  if (!many) return <ClusterMap />;
  return (
    <Suspense fallback={null}>
      <DataCentre />
    </Suspense>
  );
}
