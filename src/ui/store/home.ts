import type { HomeFiles } from '../../terminal/files/index.ts';
import type { Session } from './session.ts';

/** Where the control plane's API server listens, as its machines know it. */
const SERVER = 'https://172.18.0.2:6443';

let home: Promise<HomeFiles> | undefined;

/**
 * The learner's files: the one store that the terminal, kubectl and the editor share. They belong to the person, not to a
 * cluster: booting another leaves them. Read from the browser's disk when first asked for.
 */
export function homeOf(session: Session): Promise<HomeFiles> {
  home ??= openHome(session);
  return home;
}

async function openHome(session: Session): Promise<HomeFiles> {
  const [{ firstFiles, HomeFiles, systemFiles }, { openDisk }, { samples }] = await Promise.all([
    import('../../terminal/files/index.ts'),
    import('../../terminal/files/indexed-db.ts'),
    import('../editor/samples/index.ts'),
  ]);
  const examples = new Map(samples.map(({ file, text }) => [file, text]));
  return HomeFiles.open({
    disk: await openDisk(),
    now: () => session.store.getState().epoch + session.player.edge,
    system: systemFiles(),
    first: firstFiles(SERVER, examples),
  });
}
