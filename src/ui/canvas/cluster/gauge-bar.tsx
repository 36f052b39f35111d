import { useText } from '../../app/ui-state.ts';
import type { Gauge } from './machine-view.ts';

export function GaugeBar({
  label,
  gauge,
  unit,
}: {
  readonly label: string;
  readonly gauge: Gauge;
  readonly unit: 'cpu' | 'memory';
}) {
  const t = useText();
  const share = gauge.total === 0 ? 0 : Math.min(1, gauge.used / gauge.total);
  const words = t('map.gauge', {
    what: label,
    used: amountText(gauge.used, unit),
    total: amountText(gauge.total, unit),
  });
  return (
    <span className="gauge" title={words} aria-label={words} role="img">
      <span className="gauge-name">{label}</span>
      <span className="gauge-bar" data-full={share > 0.9 || undefined}>
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

export function amountText(amount: number, unit: 'cpu' | 'memory'): string {
  if (unit === 'cpu')
    return amount < 1 && amount > 0 ? `${Math.round(amount * 1000)}m` : String(Math.round(amount * 100) / 100);
  return amount >= 1024 ** 3
    ? `${Math.round((amount / 1024 ** 3) * 10) / 10}Gi`
    : `${Math.round(amount / 1024 ** 2)}Mi`;
}
