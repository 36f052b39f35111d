import type { Flags } from '../../cobra/types.ts';
import { CommandError } from '../../cobra/errors.ts';

/** Which requests the proxy passes on (kubectl/pkg/proxy/proxy_server.go, FilterServer). */
export interface Filter {
  accepts(method: string, path: string, host: string): boolean;
}

const HOST = /^(.*?)(?::\d+)?$/;

export function filterOf(flags: Flags): Filter {
  if (flags.bool('disable-filter')) return { accepts: () => true };
  const acceptPaths = patterns(flags.string('accept-paths'));
  const rejectPaths = patterns(flags.string('reject-paths'));
  const acceptHosts = patterns(flags.string('accept-hosts'));
  const rejectMethods = patterns(flags.string('reject-methods'));
  const any = (list: readonly RegExp[], text: string) => list.some((pattern) => pattern.test(text));
  return {
    accepts: (method, path, host) =>
      !any(rejectPaths, path) &&
      !any(rejectMethods, method) &&
      any(acceptPaths, path) &&
      any(acceptHosts, HOST.exec(host)?.[1] ?? host),
  };
}

/** Regular expressions with commas between them. */
function patterns(text: string): readonly RegExp[] {
  return text.split(',').map((pattern) => {
    try {
      return new RegExp(pattern);
    } catch {
      throw new CommandError(`error parsing regexp: invalid pattern: \`${pattern}\``);
    }
  });
}
