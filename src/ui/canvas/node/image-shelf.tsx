import { useMemo } from 'react';
import type { ImageRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { useFacts } from '../../store/index.ts';
import { bytesText } from './amounts.ts';
import { Panel } from './panel.tsx';

/** The images on the disk as rows of layers. A layer that several images share is marked alike in each and lies there once. */
export function ImageShelf({ name, style }: { readonly name: string; readonly style: React.CSSProperties }) {
  const t = useText();
  const images = useFacts(`containerd@${name}`, 'images');
  const used = useFacts(`containerd@${name}`, 'containers');
  const { marks, bytes, layers } = useMemo(() => sharing(images ?? []), [images]);
  const widest = Math.max(
    1,
    ...(images ?? []).map(({ layers: own }) => own.reduce((sum, one) => sum + widthOf(one.size), 0)),
  );
  return (
    <Panel
      title={t('node.images')}
      look="close-images"
      style={style}
      aside={t('node.disk', { size: bytesText(bytes), layers })}
    >
      {images?.length === 0 && <p className="close-none">{t('node.noImages')}</p>}
      <ul className="close-list">
        {images?.map((image) => {
          const inUse = used?.some((one) => one.image === image.name && one.state === 'CONTAINER_RUNNING') ?? false;
          return (
            <li key={image.name} className="image-row" data-used={inUse || undefined}>
              <span className="image-name" title={image.name}>
                {imageName(image.name)}
              </span>
              <span className="image-size">{bytesText(image.size)}</span>
              <span className="layers" role="img" aria-label={t('node.layers', { count: image.layers.length })}>
                {image.layers.map(({ digest, size, name: what }) => (
                  <i
                    key={digest}
                    className="layer"
                    data-shared={marks.get(digest)}
                    style={{ width: `${(widthOf(size) / widest) * 100}%` }}
                    title={`${what} · ${bytesText(size)}`}
                  >
                    {marks.get(digest)}
                  </i>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Small layers stay visible beside large ones. */
function widthOf(size: number): number {
  return Math.sqrt(size) + 600;
}

/** A letter for each layer that more than one image has, in the order in which they are met; and what lies on the disk in all. */
export function sharing(images: readonly ImageRow[]) {
  const owners = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const { layers } of images) {
    for (const { digest, size } of layers) {
      owners.set(digest, (owners.get(digest) ?? 0) + 1);
      sizes.set(digest, size);
    }
  }
  const marks = new Map<string, string>();
  for (const [digest, count] of owners) if (count > 1) marks.set(digest, String.fromCharCode(65 + (marks.size % 26)));
  return { marks, layers: sizes.size, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

/** `docker.io/library/nginx:1.27` → `nginx:1.27` */
export function imageName(full: string): string {
  return full.replace(/^docker\.io\/(library\/)?/, '').replace(/^registry\.k8s\.io\//, '');
}
