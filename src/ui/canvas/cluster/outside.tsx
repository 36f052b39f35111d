import { memo, useMemo } from 'react';
import { useAt, useAtEach, useSelection } from '../../store/index.ts';
import { useText } from '../../app/ui-state.ts';
import { customItems, definedResource, shelfItems } from './shelf-items.ts';

/** The user with kubectl, outside the cluster. */
export const User = memo(function User() {
  const t = useText();
  return (
    <div className="station user" data-component="kubectl" data-process="kubectl">
      <svg className="emblem" viewBox="0 0 48 44" aria-hidden="true">
        <circle cx="24" cy="10" r="7" />
        <path d="M8 42c0-12 7-18 16-18s16 6 16 18" />
        <path d="M15 33h18v9H15z" className="laptop" />
      </svg>
      <strong>{t('map.user')}</strong>
      <span className="mono">kubectl</span>
    </div>
  );
});

export const Registry = memo(function Registry() {
  const t = useText();
  return (
    <div className="station registry" data-component="registry" data-process="registry">
      <svg className="emblem" viewBox="0 0 48 40" aria-hidden="true">
        <path d="M6 12 24 4l18 8-18 8zM6 20l18 8 18-8M6 28l18 8 18-8" />
      </svg>
      <strong>{t('map.registry')}</strong>
      <span>{t('map.outside')}</span>
    </div>
  );
});

/** Those who use what runs in the cluster. */
export const Clients = memo(function Clients() {
  const t = useText();
  return (
    <div className="station clients" data-component="client" data-process="client@outside">
      <svg className="emblem" viewBox="0 0 48 40" aria-hidden="true">
        <path d="M24 4a16 16 0 1 0 .01 0zM8 20h32M24 4c7 6 7 26 0 32M24 4c-7 6-7 26 0 32" />
      </svg>
      <strong>{t('map.clients')}</strong>
      <span className="mono">client</span>
    </div>
  );
});

/** What the user has asked for: the objects that own others, with how far they have come. */
export const Shelf = memo(function Shelf({ height }: { readonly height: number }) {
  const t = useText();
  const deployments = useAt('deployments.apps');
  const replicaSets = useAt('replicasets.apps');
  const controllers = useAt('replicationcontrollers');
  const services = useAt('services');
  const [selection] = useSelection();
  const definitions = useAt('customresourcedefinitions.apiextensions.k8s.io');
  const resources = useMemo(() => definitions.map(definedResource), [definitions]);
  const custom = useAtEach(resources);
  const items = [
    ...shelfItems([...deployments, ...controllers, ...replicaSets, ...services]),
    ...custom.flatMap((objects, i) => customItems(resources[i] ?? '', objects)),
  ];
  const room = Math.max(1, Math.floor((height - 30) / 58));
  if (items.length === 0) return null;
  return (
    <div className="shelf">
      <span className="shelf-name">{t('map.shelf')}</span>
      {items.slice(0, room).map((item) => (
        <button
          key={`${item.kind} ${item.namespace}/${item.name}`}
          type="button"
          className="wish"
          data-kind={item.kind}
          data-resource={item.resource}
          data-namespace={item.namespace}
          data-name={item.name}
          data-status={item.status}
          aria-pressed={
            selection?.type === 'object' && selection.ref.resource === item.resource && selection.ref.name === item.name
          }
        >
          <span className="wish-kind">{item.kind}</span>
          <span className="wish-name">{item.name}</span>
          <span className="wish-status mono">{item.status}</span>
        </button>
      ))}
      {items.length > room && <span>{t('map.more', { count: items.length - room })}</span>}
    </div>
  );
});
