/** The page's entry: picks a connection and mounts the app. */
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import { createRoot } from 'react-dom/client';
import { lend, startWorkerConnection } from './client/index.ts';
import { App, openingOf } from './ui/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const query = new URLSearchParams(location.search);

/** `?kit=cards` (or /kit) shows every state of every card; any other `?kit` a cluster that only recites, for pictures and frames. */
async function mount(into: HTMLElement): Promise<void> {
  const kit = query.get('kit');
  if (kit === 'cards' || location.pathname.endsWith('/kit')) {
    const { KitPage } = await import('./ui/kit/page/index.ts');
    createRoot(into).render(<KitPage />);
    return;
  }
  if (kit !== null) {
    const { kitApp } = await import('./ui/kit/fixture/index.ts');
    createRoot(into).render(kitApp(kit));
    return;
  }
  const opening = query.has('lesson') ? undefined : await openingOf(location.hash);
  const boot = { seed: Number(query.get('seed') ?? 1), workers: 3, controlPlanes: 1 };
  const connection = startWorkerConnection();
  // While `npm start` runs, kubectl reaches this page's cluster at /cluster.
  if (import.meta.env.DEV) lend(connection);
  createRoot(into).render(
    <App
      connection={connection}
      connect={startWorkerConnection}
      boot={boot}
      start={opening?.type !== 'shared' && opening?.type !== 'kept'}
      opening={opening}
      keeps
    />,
  );
}

void mount(root);
