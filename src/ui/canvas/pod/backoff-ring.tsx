import { usePlayhead, useSessionState } from '../../store/index.ts';
import { useText } from '../../app/ui-state.ts';

/** A ring that drains while the kubelet waits before the next restart, with the seconds that are left. */
export function BackoffRing({ since, seconds }: { readonly since: string; readonly seconds: number }) {
  const t = useText();
  const epoch = useSessionState((state) => state.epoch);
  const playhead = usePlayhead(4);
  const begun = Date.parse(since) * 1000 - epoch;
  const left = Math.max(0, Math.min(seconds, seconds - (playhead - begun) / 1_000_000));
  const share = seconds === 0 ? 0 : left / seconds;
  return (
    <span className="backoff" aria-hidden="true" title={t('map.backoff', { seconds: Math.ceil(left) })}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" className="backoff-track" />
        <circle cx="8" cy="8" r="6" className="backoff-left" pathLength="100" strokeDasharray={`${share * 100} 100`} />
      </svg>
      <span className="backoff-seconds">{Math.ceil(left)}</span>
    </span>
  );
}
