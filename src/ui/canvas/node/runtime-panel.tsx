import { useText } from '../../app/ui-state.ts';
import { useFacts } from '../../store/index.ts';
import { bytesText } from './amounts.ts';
import { imageName } from './image-shelf.tsx';

/** containerd: the floor that pods stand on, how many containers it keeps, and what it is fetching. */
export function RuntimePanel({ name, style }: { readonly name: string; readonly style: React.CSSProperties }) {
  const t = useText();
  const process = `containerd@${name}`;
  const containers = useFacts(process, 'containers');
  const pulls = useFacts(process, 'pulls') ?? [];
  const running = containers?.filter(({ state }) => state === 'CONTAINER_RUNNING').length ?? 0;
  const ended = (containers?.length ?? 0) - running;
  return (
    <section
      className="part floor close-runtime"
      style={style}
      data-component="containerd"
      data-process={process}
      aria-label="containerd"
    >
      <span className="close-title">containerd</span>
      {containers === undefined ? (
        <span className="floor-count">{t('closeup.silent', { name: 'containerd' })}</span>
      ) : (
        pulls.length === 0 && <span className="floor-count">{t('node.containers', { running, ended })}</span>
      )}
      {pulls.slice(0, 2).map(({ image, bytes, total }) => (
        <span key={image} className="pull">
          <span className="pull-name">{t('node.pulling', { image: imageName(image) })}</span>
          <progress value={bytes} max={Math.max(1, total)} aria-label={image} />
          <span className="mono">{total === 0 ? '…' : `${bytesText(bytes)} / ${bytesText(total)}`}</span>
        </span>
      ))}
      {pulls.length > 2 && <span>{t('map.more', { count: pulls.length - 2 })}</span>}
    </section>
  );
}
