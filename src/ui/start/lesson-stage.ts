import type { Session } from '../store/index.ts';
import { LessonPlayer, type LessonStage } from './lesson-player.ts';

const players = new WeakMap<Session, LessonPlayer>();

/** The one lesson player of a session. */
export function lessonPlayerOf(session: Session): LessonPlayer {
  let player = players.get(session);
  if (!player) players.set(session, (player = new LessonPlayer(stageOf(session))));
  return player;
}

function stageOf(session: Session): LessonStage {
  const fetch = session.fetch.bind(session);
  return {
    world: session.world,
    fetch,
    fault: session.fault.bind(session),
    apply: async (manifest) => {
      // What reads manifests is as large as the rest of the page: it comes when the first one is sent.
      const { sendManifest } = await import('../editor/apply/index.ts');
      const observe = session.connection.observe.bind(session.connection);
      const report = await sendManifest('apply', manifest, 'lesson.yaml', { fetch, observe });
      if (report.ref) session.select({ type: 'object', ref: report.ref });
      const text = report.lines.map((line) => line.text).join('\n');
      return { ok: report.lines.every((line) => line.tone === 'done'), text };
    },
    play: (pace) => (pace === 'cinematic' ? session.player.play(pace) : session.player.play('realtime', pace)),
    onFrame: (listener) => session.player.onFrame(listener),
    wallMs: () => performance.now(),
  };
}
