import type { ApiRequest } from '../client-go/request.ts';
import type { Server } from './server.ts';
import { VERSION } from './handlers/version.ts';

/** How the server's metrics name the verbs; the operation of a request's span. */
export const METHODS = {
  get: 'GET',
  list: 'LIST',
  watch: 'WATCH',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETECOLLECTION',
} as const;

const WORD = /^[A-Za-z]*$/;

/** What is counted of requests while the server runs; it is gone with the server. */
export class RequestMetrics {
  /** By the labels of apiserver_request_total, as they are written. */
  readonly #totals = new Map<string, number>();
  /** By verb and code alone, and how many are being answered, for who looks often. */
  readonly #byVerbAndCode = new Map<string, number>();
  readonly inflight = { readOnly: 0, mutating: 0 };

  count(server: Server, request: ApiRequest, code: number): void {
    const { group, version, resource, subresource = '', verb, namespace, name, options } = request;
    const scope = name !== undefined ? 'resource' : namespace !== undefined ? 'namespace' : 'cluster';
    const dryRun = options.dryRun === undefined ? '' : options.dryRun.join(',');
    // Both come from outside, and so do not stand in a label as they are.
    if (!server.resource(group, version, resource) || !WORD.test(subresource) || !WORD.test(dryRun)) return;
    const labels = `code="${code}",component="apiserver",dry_run="${dryRun}",group="${group}",resource="${resource}",scope="${scope}",subresource="${subresource}",verb="${METHODS[verb]}",version="${version}"`;
    this.#totals.set(labels, (this.#totals.get(labels) ?? 0) + 1);
    const few = `verb="${METHODS[verb]}",code="${code}"`;
    this.#byVerbAndCode.set(few, (this.#byVerbAndCode.get(few) ?? 0) + 1);
  }

  /** Gives each number to an observer. */
  expose(tell: (metric: string, labels: string, value: number) => void): void {
    for (const [labels, total] of this.#byVerbAndCode) tell('apiserver_request_total', labels, total);
    tell('apiserver_current_inflight_requests', 'request_kind="readOnly"', this.inflight.readOnly);
    tell('apiserver_current_inflight_requests', 'request_kind="mutating"', this.inflight.mutating);
  }

  lines(): readonly string[] {
    return [...this.#totals].map(([labels, total]) => `apiserver_request_total{${labels}} ${total}`).sort();
  }
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores';

function metric(name: string, help: string, type: 'counter' | 'gauge', lines: readonly string[]): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** GET /metrics: those metrics of the real server that this one has the numbers of, in Prometheus' text form. */
export function metricsText(server: Server): string {
  const objects: string[] = [];
  const watches: string[] = [];
  for (const { kind, size, watcherCount } of server.cachers) {
    const labels = `group="${kind.group}",resource="${kind.resource}"`;
    objects.push(`apiserver_resource_objects{${labels}} ${size}`);
    if (watcherCount > 0) {
      const more = `component="apiserver",${labels},scope="",subresource="",verb="WATCH",version="${kind.version}"`;
      watches.push(`apiserver_longrunning_requests{${more}} ${watcherCount}`);
    }
  }
  const { major, minor, gitVersion, goVersion, platform } = VERSION;
  const build = `kubernetes_build_info{git_version="${gitVersion}",go_version="${goVersion}",major="${major}",minor="${minor}",platform="${platform}"} 1`;
  return [
    metric(
      'apiserver_longrunning_requests',
      '[STABLE] Requests that last: watches, by what they watch.',
      'gauge',
      watches.sort(),
    ),
    metric(
      'apiserver_request_total',
      '[STABLE] Requests for resources, by verb, what they were about and how they were answered.',
      'counter',
      server.metrics.lines(),
    ),
    metric('apiserver_resource_objects', '[ALPHA] Objects stored, by resource.', 'gauge', objects.sort()),
    metric('kubernetes_build_info', '[ALPHA] The version that is running; always 1.', 'gauge', [build]),
    metric('process_start_time_seconds', 'When the server began, in seconds since the Unix epoch.', 'gauge', [
      `process_start_time_seconds ${server.startedAt / 1_000_000}`,
    ]),
  ].join('');
}
