/** How kubectl tells a duration: two units at most, fewer as it grows. apimachinery/pkg/util/duration HumanDuration */
export function ageText(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return join(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 8) return join(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  return days < 8 ? join(days, 'd', hours % 24, 'h') : `${days}d`;
}

function join(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smaller}`;
}

/** A timestamp of the API as virtual time; `epoch` is the wall clock at virtual time 0, in microseconds. */
export function virtualTime(timestamp: unknown, epoch: number): number | undefined {
  if (typeof timestamp !== 'string') return undefined;
  const match = /^(.*:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(timestamp);
  if (!match) return undefined;
  const millis = Date.parse(`${match[1]!}${match[3]!}`);
  if (Number.isNaN(millis)) return undefined;
  return millis * 1000 + Number((match[2] ?? '').padEnd(6, '0')) - epoch;
}
