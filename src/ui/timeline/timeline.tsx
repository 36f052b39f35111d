import { useEffect, useState } from 'react';
import { useText, useUi } from '../app/ui-state.ts';
import { useSession } from '../store/index.ts';
import { ROW } from './draw-tracks.ts';
import { Plot } from './plot.tsx';
import { Tools } from './tools.tsx';
import { TrackBar } from './track-bar.tsx';
import { TrackList } from './track-list.tsx';
import { useParts, useStrip } from './use-strip.ts';
import './timeline.css';
import './tracks.css';

/** The whole history as a strip, and on demand a track for every component. */
export function Timeline() {
  const t = useText();
  const projector = useUi((ui) => ui.projector);
  const [unfolded, setUnfolded] = useState(false);
  const [compress, setCompress] = useState(true);
  const open = unfolded && !projector;
  const parts = useParts();
  const { strip, rows } = useStrip(parts, open);
  useEffect(() => strip.current?.setCompress(compress), [strip, compress, open]);
  const { player } = useSession();
  const onScroll = (): void => {
    strip.current?.invalidate();
    player.stir();
  };
  return (
    <section className="timeline" aria-label={t('timeline.title')} data-unfolded={open || undefined}>
      <Tools
        open={open}
        compress={compress}
        onUnfold={() => setUnfolded(!unfolded)}
        onCompress={() => setCompress(!compress)}
        onAll={() => strip.current?.showAll()}
      />
      <Plot parts={parts} strip={strip} />
      {open && (
        <>
          <TrackBar />
          <div className="tracks" ref={parts.tracks} onScroll={onScroll}>
            <TrackList rows={rows.rows} frame={parts.tracks} />
            <div className="tracks-plot" style={{ height: rows.rows.length * ROW }} ref={parts.tracksPlot}>
              <canvas ref={parts.tracksCanvas} role="img" aria-label={t('timeline.tracks.picture')} />
              <div className="timeline-playhead" data-plain ref={parts.trackHead} aria-hidden="true" />
            </div>
          </div>
        </>
      )}
      <p className="timeline-tip panel" ref={parts.tip} role="tooltip" hidden />
    </section>
  );
}
