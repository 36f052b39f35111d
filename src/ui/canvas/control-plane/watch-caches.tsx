import type { WatchCacheRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useFacts } from '../../store/index.ts';
import { partsOf } from '../cluster/wires.ts';
import { Panel } from '../node/panel.tsx';

/** The API server's copies of etcd, each with its revision, and who hangs on it. */
export function WatchCaches({ name, style }: { readonly name: string; readonly style: React.CSSProperties }) {
  const t = useText();
  const caches = useFacts(`kube-apiserver@${name}`, 'watch-caches');
  const shown = caches?.filter(({ objects, watchers }) => objects > 0 || watchers > 0) ?? [];
  const watches = shown.reduce((sum, { watchers }) => sum + watchers, 0);
  return (
    <Panel title={t('plane.caches')} look="close-caches" style={style} aside={t('plane.watches', { count: watches })}>
      {caches === undefined && <p className="close-none">{t('closeup.silent', { name: 'kube-apiserver' })}</p>}
      <table className="caches">
        <thead>
          <tr>
            <th scope="col">{t('plane.resource')}</th>
            <th scope="col" className="cache-count">
              {t('plane.objects')}
            </th>
            <th scope="col" className="cache-revision">
              {t('plane.revision')}
            </th>
            <th scope="col">{t('plane.watchers')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((cache) => (
            <tr key={cache.resource}>
              <th scope="row" title={cache.resource}>
                {cache.resource.split('.')[0]}
              </th>
              <td className="cache-count">{cache.objects}</td>
              <td className="cache-revision mono">{cache.revision}</td>
              <td className="cache-by">
                {byComponent(cache).map(([component, count]) => (
                  <span key={component}>
                    {component}
                    {count > 1 && <small> ×{count}</small>}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const SHORT: Readonly<Record<string, string>> = {
  'kube-controller-manager': 'controllers',
  'kube-scheduler': 'scheduler',
  'kube-proxy': 'proxy',
};

function byComponent({ by }: WatchCacheRow): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { process, count } of by) {
    const { component } = partsOf(process);
    const name = SHORT[component] ?? component;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts];
}
