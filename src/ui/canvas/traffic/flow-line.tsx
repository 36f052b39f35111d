import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import type { Flow } from './flow.ts';
import { useFlow } from './flow-context.tsx';

interface Props {
  /** `services/default/web` */
  readonly of: string;
  /** What is said while nothing goes through. */
  readonly quiet: string;
  /** All of it in one line. */
  readonly brief?: boolean;
}

/** How it went in the last seconds: rate, latencies, and what failed. */
export function FlowLine({ of, quiet, brief }: Props) {
  const t = useText();
  const flow = useFlow(of);
  if (!flow) return quiet === '' ? null : <span className="flow-line flow-quiet">{quiet}</span>;
  const { failed, failure, p50, p95, count } = flow;
  return (
    <>
      <span className="flow-line" data-failing={failed > 0 || undefined} title={t('traffic.flow.title')}>
        {failed > 0 && <Glyph name="failed" />}
        {t('traffic.rate', { rate: rateText(flow) })}
        {failed > 0 && ` · ${t('traffic.flow.failed', { count: failed, why: failure })}`}
        {brief && p50 !== undefined && ` · p50 ${milliseconds(p50)}`}
      </span>
      {!brief && p50 !== undefined && p95 !== undefined && (
        <span className="flow-line" title={t('traffic.flow.title')}>
          {count > 1 ? `p50 ${milliseconds(p50)} · p95 ${milliseconds(p95)}` : milliseconds(p50)}
        </span>
      )}
    </>
  );
}

export function rateText({ rate }: Flow): string {
  return rate >= 10 ? String(Math.round(rate)) : String(Math.round(rate * 10) / 10);
}

function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} ms`;
}
