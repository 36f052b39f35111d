import type { Session } from '../../store/index.ts';
import { lastFault, type Hand } from './hand.ts';

const KNOWN = new Set([
  'kubelet',
  'containerd',
  'kube-proxy',
  'kube-scheduler',
  'kube-controller-manager',
  'kube-apiserver',
  'etcd',
]);

/** What can be done to a process by its trace id, `kubelet@worker-1`; nothing to one that is no machine's. */
export function componentHands(session: Session, process: string, { named = false } = {}): readonly Hand[] {
  const [component = '', host = ''] = process.split('@');
  if (!KNOWN.has(component) || host === '') return [];
  const params = { component, host };
  const last = lastFault(session, ['process-crash', 'process-restart', 'process-pause', 'process-continue'], params);
  const fault = (name: string) => () => session.fault({ name, params });
  const start: Hand = {
    id: named ? `process-restart ${component}` : 'process-restart',
    message: named ? 'act.restartProcess.named' : 'act.restartProcess',
    params: { name: component },
    glyph: 'power',
    ...(!named && { key: 'r' }),
    run: fault('process-restart'),
  };
  const stop: Hand = {
    id: named ? `process-crash ${component}` : 'process-crash',
    message: named ? 'act.crashProcess.named' : 'act.crashProcess',
    params: { name: component },
    glyph: 'crash',
    tone: 'bad',
    ...(!named && { key: 'k' }),
    run: fault('process-crash'),
  };
  const pause: Hand =
    last === 'process-pause'
      ? { id: 'process-continue', message: 'act.continueProcess', glyph: 'play', run: fault('process-continue') }
      : { id: 'process-pause', message: 'act.pauseProcess', glyph: 'pause', run: fault('process-pause') };
  if (last === 'process-crash') return [start];
  return named ? [stop] : [stop, start, pause];
}
