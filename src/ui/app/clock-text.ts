/** `1767225600` seconds since 1970 → `2026-01-01 00:00:00`, in UTC as kubectl's timestamps are. */
export function calendarText(epochMicros: number, playhead: number): string {
  const date = new Date(Math.floor((epochMicros + playhead) / 1000));
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** Time since the cluster began: `+00:01:02.345678`; as many decimals as the pace lets one read. */
export function clockText(playhead: number, decimals: 0 | 3 | 6): string {
  const micros = Math.max(0, Math.floor(playhead));
  const seconds = Math.floor(micros / 1_000_000);
  const part = (n: number): string => String(n).padStart(2, '0');
  const whole = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
  if (decimals === 0) return whole;
  return `${whole}.${String(micros % 1_000_000)
    .padStart(6, '0')
    .slice(0, decimals)}`;
}

/** Virtual time per wall time, in words: `×20`, `×1`, `1/1000`. `rate` is in microseconds per millisecond. */
export function paceText(rate: number): string {
  const times = rate / 1000;
  if (times <= 0) return '×0';
  if (times >= 10) return `×${Math.round(times)}`;
  if (times >= 0.95) return `×${(Math.round(times * 10) / 10).toString()}`;
  const slower = 1 / times;
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(slower)) - 1);
  return `1/${Math.round(slower / digits) * digits}`;
}
