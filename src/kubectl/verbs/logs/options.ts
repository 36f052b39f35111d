import { formatTime, tryParseTime } from '../../../engine/apimachinery/index.ts';
import { CommandError } from '../../cobra/errors.ts';
import type { Flags, Invocation } from '../../cobra/types.ts';

export interface LogOptions {
  /** `''`: none was named. */
  readonly container: string;
  /** Of PodLogOptions, as the server is asked. */
  readonly params: readonly (readonly [string, string])[];
  /** Refuses what goes not together; kubectl looks for the object first. */
  readonly validate: () => void;
}

/** With a selector, no more of each log than this unless --tail says otherwise. */
const SELECTOR_TAIL = 10;

/** kubectl/pkg/cmd/logs/logs.go, ToLogOptions and Validate */
export function logOptions({ flags, args }: Invocation): LogOptions {
  const container = args[1] ?? flags.string('container');
  const [since, sinceTime] = [flags.duration('since'), flags.string('since-time')];
  const [limit, tail] = [flags.int('limit-bytes'), flags.int('tail')];
  const after = sinceTime === '' ? undefined : timeOf(sinceTime);
  const params: [string, string][] = [];
  if (flags.bool('follow')) params.push(['follow', 'true']);
  if (flags.bool('insecure-skip-tls-verify-backend')) params.push(['insecureSkipTLSVerifyBackend', 'true']);
  if (limit !== 0) params.push(['limitBytes', String(limit)]);
  if (flags.bool('previous')) params.push(['previous', 'true']);
  if (since !== 0) params.push(['sinceSeconds', String(Math.round(since / 1_000_000))]);
  if (after !== undefined) params.push(['sinceTime', formatTime(after)]);
  if (tail !== -1) params.push(['tailLines', String(tail)]);
  else if (flags.string('selector') !== '' && !flags.changed('tail')) params.push(['tailLines', String(SELECTOR_TAIL)]);
  if (flags.bool('timestamps')) params.push(['timestamps', 'true']);
  const validate = (): void => validateLogs(flags, args, container);
  return { container, params, validate };
}

function validateLogs(flags: Flags, args: readonly string[], container: string): void {
  const since = flags.duration('since');
  if (args.length === 2 && flags.string('container') !== '') {
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed');
  }
  if (flags.string('since-time') !== '' && since !== 0) {
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (flags.bool('all-containers') && container !== '') {
    throw new CommandError(`--all-containers=true should not be specified with container name ${container}`);
  }
  if (flags.int('limit-bytes') < 0) throw new CommandError('--limit-bytes must be greater than 0');
  if (since < 0) throw new CommandError('--since must be greater than 0');
  if (flags.int('tail') < -1) throw new CommandError('--tail must be greater than or equal to -1');
}

function timeOf(text: string): number {
  const at = tryParseTime(text);
  if (at !== undefined) return at;
  const quoted = JSON.stringify(text);
  throw new CommandError(`parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`);
}
