import type { Translate } from '../../i18n/index.ts';
import type { Session } from '../store/index.ts';
import type { MenuItem } from './menu/index.tsx';
import { notify } from './perform.ts';

/** A recording is of the last so many telling seconds. */
const RECORDED = 3_000_000;
const FRAMES = 30;
const FRAME_MS = 100;
const WIDEST = 800;

/** Everything that can be taken along as a file. */
export function exportItems(session: Session, t: Translate): readonly MenuItem[] {
  const item = (
    id: string,
    label: string,
    glyph: 'picture' | 'film' | 'save',
    make: () => Promise<void>,
  ): MenuItem => ({
    id,
    label,
    glyph,
    run: () => void make().catch((error: unknown) => notify(t('act.failed', { what: label, message: String(error) }))),
  });
  const picture = (format: 'svg' | 'png') => async () => {
    const { pictureFile, save } = await import('./export/index.ts');
    save(`orrery.${format}`, await pictureFile(format));
  };
  return [
    item('export-png', t('export.png'), 'picture', picture('png')),
    item('export-svg', t('export.svg'), 'picture', picture('svg')),
    item('export-gif', t('export.gif'), 'film', () => record(session, t, 'gif')),
    item('export-webm', t('export.webm'), 'film', () => record(session, t, 'webm')),
    item('export-perfetto', t('export.perfetto'), 'save', async () => {
      const { perfettoJson, save } = await import('./export/index.ts');
      const json = perfettoJson(recordsOf(session), session.player.edge);
      save('orrery-perfetto.json', new Blob([json], { type: 'application/json' }));
    }),
    item('export-trace', t('export.trace'), 'save', async () => {
      const { save } = await import('./export/index.ts');
      const lines = [...recordsOf(session)].map((record) => JSON.stringify(record)).join('\n');
      save('orrery-trace.jsonl', new Blob([`${lines}\n`], { type: 'application/jsonl' }));
    }),
  ];
}

function* recordsOf({ trace }: Session) {
  for (let id = trace.first; id < trace.next; id++) {
    const record = trace.get(id);
    if (record) yield record;
  }
}

/** What led to this moment: from the last act, or from some seconds before, up to the playhead. */
async function record(session: Session, t: Translate, format: 'gif' | 'webm'): Promise<void> {
  const { recordGif, recordWebm, save } = await import('./export/index.ts');
  const to = session.player.playhead;
  const act = session.store.getState().acts.findLast(({ at }) => at < to)?.at ?? 0;
  const from = Math.max(0, Math.min(Math.max(act, to - 20 * RECORDED), to - RECORDED));
  const told = (done: number): void => notify(t('export.recording', { percent: Math.round(done * 100) }));
  const recording = { from, to, frames: FRAMES, frameMs: FRAME_MS, widest: WIDEST, told };
  const blob = await (format === 'gif' ? recordGif(session, recording) : recordWebm(session, recording));
  save(`orrery.${format}`, blob);
}
