import { useEffect, useRef } from 'react';
import { useText } from '../app/ui-state.ts';
import type { PodShape } from '../canvas/index.ts';
import { paintBand } from './draw-bands.ts';
import { prepare, readInk } from './ink.ts';
import type { Grouped } from './rows.ts';
import { useTrackOptions } from './track-options.ts';

const LEGEND: readonly (readonly [PodShape, string])[] = [
  ['pending', 'Pending'],
  ['creating', 'ContainerCreating'],
  ['running', 'Running'],
  ['ready', 'Ready'],
  ['succeeded', 'Completed'],
  ['backoff', 'BackOff'],
  ['failed', 'Error'],
  ['terminating', 'Terminating'],
  ['unknown', 'Unknown'],
];

/** Above the tracks: how they are grouped, what is looked for, and what the bands mean. */
export function TrackBar() {
  const t = useText();
  const { by, search } = useTrackOptions();
  return (
    <>
      <div className="track-bar" role="group" aria-label={t('tracks.options')}>
        <input
          type="search"
          value={search}
          placeholder={t('tracks.search')}
          aria-label={t('tracks.search')}
          onChange={({ target }) => useTrackOptions.setState({ search: target.value })}
        />
        <select
          value={by}
          aria-label={t('tracks.group')}
          onChange={({ target }) => useTrackOptions.setState({ by: target.value as Grouped, turned: new Set() })}
        >
          <option value="node">{t('tracks.byNode')}</option>
          <option value="owner">{t('tracks.byOwner')}</option>
        </select>
      </div>
      <ul className="track-legend" aria-label={t('tracks.legend')}>
        {LEGEND.map(([shape, word]) => (
          <li key={shape}>
            <Swatch shape={shape} />
            {word}
          </li>
        ))}
      </ul>
    </>
  );
}

function Swatch({ shape }: { readonly shape: PodShape }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const pen = canvas.current && prepare(canvas.current, 26, 14);
      if (pen && canvas.current) paintBand(pen, readInk(canvas.current), shape, 1, 7, 24);
    };
    draw();
    document.addEventListener('orrery:theme', draw);
    return () => document.removeEventListener('orrery:theme', draw);
  }, [shape]);
  return <canvas ref={canvas} width={26} height={14} aria-hidden="true" />;
}
