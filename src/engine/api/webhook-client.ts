import { field, isDNS1123Subdomain, isValidPortNum, type ErrorList, type Path } from '../apimachinery/index.ts';

/** How to reach a webhook: by URL, or by the Service before it. */
export interface WebhookClientConfig {
  readonly url?: string;
  readonly service?: {
    readonly name: string;
    readonly namespace: string;
    readonly path?: string;
    readonly port?: number;
  };
}

const FORM = '; desired format: https://host[/path]';
/** scheme, user information, host, query and fragment of a URL, as net/url takes it apart. */
const URL_PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/;

/** ValidateWebhookURL. apiserver/pkg/util/webhook/validation.go */
function checkURL(errors: ErrorList, path: Path, url: string): void {
  const [, scheme = '', user, host = '', query = '', fragment = ''] = URL_PARTS.exec(url) ?? [];
  const refuse = (value: string, why: string): void => void errors.push(field.invalid(path, value, why));
  if (scheme.toLowerCase() !== 'https') refuse(scheme.toLowerCase(), `'https' is the only allowed URL scheme${FORM}`);
  if (host === '') refuse('', `host must be specified${FORM}`);
  if (user !== undefined) refuse(user, 'user information is not permitted in the URL');
  if (fragment !== '') refuse(fragment, 'fragments are not permitted in the URL');
  if (query !== '') refuse(query, 'query parameters are not permitted in the URL');
}

function checkURLPath(errors: ErrorList, path: Path, written: string): void {
  if (written === '/' || written === '') return;
  const refuse = (why: string): void => void errors.push(field.invalid(path, written, why));
  if (written === '//') return refuse('segment[0] may not be empty');
  if (!written.startsWith('/')) refuse("must start with a '/'");
  const inner = written.slice(1);
  (inner.endsWith('/') ? inner.slice(0, -1) : inner).split('/').forEach((step, i) => {
    if (step === '') refuse(`segment[${i}] may not be empty`);
    else for (const message of isDNS1123Subdomain(step)) refuse(`segment[${i}]: ${message}`);
  });
}

/** ValidateWebhookService. */
function checkService(errors: ErrorList, path: Path, service: NonNullable<WebhookClientConfig['service']>): void {
  const { name, namespace, path: urlPath, port = 0 } = service;
  if (!name) errors.push(field.required(path.child('name'), 'service name is required'));
  if (!namespace) errors.push(field.required(path.child('namespace'), 'service namespace is required'));
  const messages = isValidPortNum(port);
  if (messages.length > 0) {
    errors.push(field.invalid(path.child('port'), port, `port is not valid: ${messages.join(',')}`));
  }
  if (urlPath !== undefined) checkURLPath(errors, path.child('path'), urlPath);
}

/** The address of a webhook, for admission and for conversion alike. */
export function checkWebhookClientConfig(errors: ErrorList, path: Path, config: WebhookClientConfig | undefined): void {
  const { url, service } = config ?? {};
  if ((url === undefined) === (service === undefined)) {
    errors.push(field.required(path, 'exactly one of url or service is required'));
  } else if (url !== undefined) checkURL(errors, path.child('url'), url);
  else if (service !== undefined) checkService(errors, path.child('service'), service);
}

/** SetDefaults_ServiceReference. */
export function defaultWebhookClientConfig<C extends WebhookClientConfig | undefined>(config: C): C {
  const service = config?.service;
  if (service === undefined || service.port !== undefined) return config;
  return { ...config, service: { ...service, port: 443 } };
}
