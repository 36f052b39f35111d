import { field, isDNS1035Label, isDNS1123Label, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { SPEC } from '../validate.ts';
import type { CustomResourceDefinitionSpec, WebhookClientConfig } from './types.ts';

const STRATEGIES = ['None', 'Webhook'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];

/** validateCustomResourceConversion. */
export function checkConversion(
  errors: ErrorList,
  { conversion, preserveUnknownFields }: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec | undefined,
): void {
  const path = SPEC.child('conversion');
  const { strategy = '', webhook } = conversion;
  if (strategy !== 'None' && preserveUnknownFields === true) {
    const why = 'must be None if spec.preserveUnknownFields is true';
    errors.push(field.invalid(path.child('strategy'), strategy, why));
  }
  if (strategy === '') errors.push(field.required(path.child('strategy')));
  else if (!STRATEGIES.includes(strategy)) {
    errors.push(field.notSupported(path.child('strategy'), strategy, STRATEGIES));
  }
  const config = webhook?.clientConfig;
  const versions = webhook?.conversionReviewVersions ?? [];
  if (strategy === 'Webhook') {
    checkClientConfig(errors, config, path.child('webhookClientConfig'));
    const before = old?.conversion.webhook?.conversionReviewVersions ?? [];
    const strict = before.length === 0 || before.some((version) => REVIEW_VERSIONS.includes(version));
    checkReviewVersions(errors, versions, strict, path.child('conversionReviewVersions'));
    return;
  }
  const why = 'should not be set when strategy is not set to Webhook';
  if (config !== undefined) errors.push(field.forbidden(path.child('webhookClientConfig'), why));
  if (versions.length > 0) errors.push(field.forbidden(path.child('conversionReviewVersions'), why));
}

function checkClientConfig(errors: ErrorList, config: WebhookClientConfig | undefined, path: Path): void {
  if (config === undefined) {
    errors.push(field.required(path, 'required when strategy is set to Webhook'));
    return;
  }
  const { url, service } = config;
  if ((url === undefined) === (service === undefined)) {
    errors.push(field.required(path, 'exactly one of url or service is required'));
    return;
  }
  if (url !== undefined) checkURL(errors, url, path.child('url'));
  if (service === undefined) return;
  const at = path.child('service');
  if (!service.name) errors.push(field.required(at.child('name'), 'service name is required'));
  if (!service.namespace) errors.push(field.required(at.child('namespace'), 'service namespace is required'));
  const { port, path: urlPath } = service;
  if (port !== undefined && (port < 1 || port > 65535)) {
    errors.push(field.invalid(at.child('port'), port, 'port is not valid: must be between 1 and 65535, inclusive'));
  }
  if (urlPath !== undefined && urlPath !== '') checkURLPath(errors, urlPath, at.child('path'));
}

function checkURLPath(errors: ErrorList, urlPath: string, path: Path): void {
  if (urlPath === '/') return;
  if (!urlPath.startsWith('/')) errors.push(field.invalid(path, urlPath, "must start with a '/'"));
  const steps = urlPath.replace(/^\//, '').replace(/\/$/, '').split('/');
  steps.forEach((step, i) => {
    if (step === '') errors.push(field.invalid(path, urlPath, `segment[${i}] may not be empty`));
    else
      for (const message of isDNS1123Label(step))
        errors.push(field.invalid(path, urlPath, `segment[${i}]: ${message}`));
  });
}

/** apiserver/pkg/util/webhook/validation.go ValidateWebhookURL */
function checkURL(errors: ErrorList, url: string, path: Path): void {
  const form = '; desired format: https://host[/path]';
  const found = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(url);
  const reject = (why: string): number => errors.push(field.invalid(path, url, why + form));
  const [scheme = '', authority = '', , query, fragment] = found?.slice(1) ?? [];
  if (scheme !== 'https') {
    errors.push(field.invalid(path, scheme, `'https' is the only allowed URL scheme${form}`));
  }
  if (authority === '') errors.push(field.invalid(path, '', `host must be specified${form}`));
  if (authority.includes('@')) reject('user information is not permitted in the URL');
  if (fragment !== undefined) reject('fragments are not permitted in the URL');
  if (query !== undefined) reject('query parameters are not permitted in the URL');
}

function checkReviewVersions(errors: ErrorList, versions: readonly string[], strict: boolean, path: Path): void {
  if (versions.length === 0) {
    errors.push(field.required(path));
    return;
  }
  versions.forEach((version, i) => {
    if (versions.indexOf(version) < i) {
      errors.push(field.invalid(path.index(i), version, 'duplicate version'));
      return;
    }
    for (const message of isDNS1035Label(version)) errors.push(field.invalid(path.index(i), version, message));
  });
  if (!strict || versions.some((version) => REVIEW_VERSIONS.includes(version))) return;
  errors.push(field.invalid(path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`));
}
