/** The controllers, as the kube-controller-manager's list names them; the working one is lit by the spans it opens. */
const CONTROLLERS: readonly { readonly name: string; readonly short: string }[] = [
  { name: 'deployment', short: 'deployment' },
  { name: 'replicaset', short: 'replicaset' },
  { name: 'replicationmanager', short: 'replication' },
  { name: 'endpointslice', short: 'endpoints' },
  { name: 'nodelifecycle', short: 'node' },
  { name: 'garbagecollector', short: 'garbage' },
  { name: 'namespace', short: 'namespace' },
  { name: 'serviceaccount', short: 'account' },
];

export function Gears({ process }: { readonly process: string }) {
  return (
    <ul className="gears">
      {CONTROLLERS.map(({ name, short }) => (
        <li key={name} className="gear" data-gear={`${process} ${name}`} title={name}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d={GEAR} />
            <circle cx="16" cy="16" r="4.5" />
          </svg>
          <span>{short}</span>
        </li>
      ))}
    </ul>
  );
}

const GEAR = gearPath(10, 10, 13.5);

function gearPath(teeth: number, inner: number, outer: number): string {
  const points: string[] = [];
  for (let i = 0; i < teeth * 4; i++) {
    const angle = ((i - 0.5) / (teeth * 4)) * Math.PI * 2;
    const radius = i % 4 < 2 ? outer : inner;
    points.push(`${(16 + radius * Math.cos(angle)).toFixed(2)} ${(16 + radius * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join('L')}z`;
}
