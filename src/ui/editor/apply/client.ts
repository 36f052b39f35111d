import type { HttpRequest, HttpResponse } from '../../../protocol/index.ts';

/** How a manifest reaches a cluster. `observe` reads without being noticed; `fetch` travels. */
export interface ApplyClient {
  fetch(request: HttpRequest): Promise<HttpResponse>;
  observe(request: HttpRequest): Promise<HttpResponse>;
}

export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/** A Status as far as kubectl prints it. */
export interface StatusAnswer {
  readonly reason: string;
  readonly message: string;
  readonly kind: string;
  readonly name: string;
  readonly causes: readonly Cause[];
}

export const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };
export const MANAGER = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function parseBody(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.body) as unknown;
  } catch {
    return undefined;
  }
}

export function statusOf(response: HttpResponse): StatusAnswer {
  const body = parseBody(response);
  const status = isRecord(body) ? body : {};
  const details = isRecord(status['details']) ? status['details'] : {};
  const causes = Array.isArray(details['causes']) ? (details['causes'] as readonly unknown[]) : [];
  return {
    reason: textOf(status['reason']),
    message: textOf(status['message']) || response.body || `HTTP ${response.status}`,
    kind: textOf(details['kind']),
    name: textOf(details['name']),
    causes: causes.filter(isRecord).map((cause) => ({
      reason: textOf(cause['reason']),
      message: textOf(cause['message']),
      field: textOf(cause['field']),
    })),
  };
}
