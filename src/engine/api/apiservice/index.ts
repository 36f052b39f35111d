/**
 * APIService: who serves a group and version: this server (Local), or another behind a Service.
 */
import {
  field,
  formatTime,
  isDNS1035Label,
  isDNS1123Subdomain,
  isValidPortNum,
  nameIsPathSegment,
  type ErrorList,
} from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind, RequestFacts } from '../kind.ts';
import { patchMetaOf } from '../schema/patch-strategies.ts';
import { plainStrategy, updateStatus, withStatus } from '../strategies.ts';
import { rejectEach, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import { apiServiceRelations } from './relations.ts';
import type { APIService, APIServiceSpec, APIServiceStatus } from './types.ts';

const STATUSES = ['True', 'False', 'Unknown'];
const HTTPS_PORT = 443;
const AVAILABLE = 'Available';

/** What is served here without anybody's help. kube-aggregator/pkg/apis/apiregistration/helpers.go */
function localStatus(facts: RequestFacts | undefined): APIServiceStatus {
  const local = { type: AVAILABLE, status: 'True', reason: 'Local', message: 'Local APIServices are always available' };
  const since = facts && { lastTransitionTime: formatTime(facts.now) };
  return { conditions: [{ ...since, ...local }] };
}

function defaults(service: APIService): APIService {
  let spec = service.spec ?? ({} as APIServiceSpec);
  if (spec.service !== undefined && spec.service.port === undefined) {
    spec = { ...spec, service: { ...spec.service, port: HTTPS_PORT } };
  }
  const status = service.status ?? {};
  return spec === service.spec && status === service.status ? service : { ...service, spec, status };
}

function checkName({ spec }: APIService): (name: string) => readonly string[] {
  const required = `${spec.version ?? ''}.${spec.group ?? ''}`;
  return (name) => {
    const messages = nameIsPathSegment(name, false);
    if (messages.length > 0) return messages;
    return name === required ? [] : [`must be \`spec.version+"."+spec.group\`: ${JSON.stringify(required)}`];
  };
}

function checkService(errors: ErrorList, spec: APIServiceSpec): void {
  const { service, caBundle = '', insecureSkipTLSVerify = false } = spec;
  const tls = SPEC.child('insecureSkipTLSVerify');
  if (service === undefined) {
    if (caBundle !== '') {
      const bytes = Math.floor((caBundle.length * 3) / 4) - (caBundle.length - caBundle.replace(/=+$/, '').length);
      const why = 'local APIServices may not have a caBundle';
      errors.push(field.invalid(SPEC.child('caBundle'), `${bytes} bytes`, why));
    }
    if (insecureSkipTLSVerify) {
      errors.push(field.invalid(tls, true, 'local APIServices may not have insecureSkipTLSVerify'));
    }
    return;
  }
  const path = SPEC.child('service');
  if (!service.namespace) errors.push(field.required(path.child('namespace')));
  if (!service.name) errors.push(field.required(path.child('name')));
  const port = service.port ?? 0;
  const messages = isValidPortNum(port);
  if (messages.length > 0) {
    errors.push(field.invalid(path.child('port'), port, `port is not valid: ${messages.join(', ')}`));
  }
  if (insecureSkipTLSVerify && caBundle !== '') {
    errors.push(field.invalid(tls, true, 'may not be true if caBundle is present'));
  }
}

/** ValidateAPIService. kube-aggregator/pkg/apis/apiregistration/validation/validation.go */
function checkSpec(errors: ErrorList, spec: APIServiceSpec): void {
  const { group = '', version = '', groupPriorityMinimum = 0, versionPriority = 0 } = spec;
  if (group === '' && version !== 'v1') {
    const why = 'only v1 may have an empty group and it better be legacy kube';
    errors.push(field.required(SPEC.child('group'), why));
  }
  if (group !== '') rejectEach(errors, SPEC.child('group'), group, isDNS1123Subdomain(group));
  rejectEach(errors, SPEC.child('version'), version, isDNS1035Label(version));
  if (groupPriorityMinimum <= 0 || groupPriorityMinimum > 20000) {
    const why = 'must be positive and less than 20000';
    errors.push(field.invalid(SPEC.child('groupPriorityMinimum'), groupPriorityMinimum, why));
  }
  if (versionPriority <= 0 || versionPriority > 1000) {
    errors.push(field.invalid(SPEC.child('versionPriority'), versionPriority, 'must be positive and less than 1000'));
  }
  checkService(errors, spec);
}

function validate(service: APIService): ErrorList {
  const errors = validateMeta(service.metadata, false, checkName(service));
  checkSpec(errors, service.spec);
  return errors;
}

function validateUpdate(service: APIService, old: APIService): ErrorList {
  const errors = validateMetaUpdate(service.metadata, old.metadata);
  if (service.spec === old.spec) return errors;
  errors.push(...validate(service));
  return errors;
}

function validateStatusUpdate(service: APIService, old: APIService): ErrorList {
  const errors = validateMetaUpdate(service.metadata, old.metadata);
  (service.status.conditions ?? []).forEach(({ status }, i) => {
    if (STATUSES.includes(status)) return;
    errors.push(field.notSupported(STATUS.child('conditions').index(i).child('status'), status, STATUSES));
  });
  return errors;
}

/** kube-aggregator/pkg/registry/apiservice/rest/storage_apiservice.go */
function serviceText({ spec: { service } }: APIService): string {
  return service === undefined ? 'Local' : `${service.namespace ?? ''}/${service.name ?? ''}`;
}

function availableText({ status }: APIService): string {
  const condition = (status.conditions ?? []).find(({ type }) => type === AVAILABLE);
  if (condition === undefined) return 'Unknown';
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason ?? ''})`;
}

export const apiServiceKind: Kind<APIService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  resource: 'apiservices',
  singular: 'apiservice',
  shortNames: [],
  categories: ['api-extensions'],
  namespaced: false,
  defaults,
  strategy: plainStrategy<APIService>({
    // Local ones are available from the start; somebody else's must be found to be.
    prepareForCreate: (service, facts) =>
      withStatus(service, service.spec.service === undefined ? localStatus(facts) : {}),
    prepareForUpdate: (service, old) => withStatus(service, old.status),
    validate,
    validateUpdate,
    allowUnconditionalUpdate: false,
  }),
  subresources: { status: { prepareForUpdate: updateStatus, validateUpdate: validateStatusUpdate } },
  printer: {
    columns: [
      NAME,
      column('Service', 'The reference to the service that hosts this API endpoint.'),
      column('Available', 'Whether this service is available.'),
      AGE,
    ],
    cells: (service, now) => [service.metadata.name, serviceText(service), availableText(service), age(service, now)],
  },
  relations: apiServiceRelations,
  patchMeta: patchMetaOf('apiregistration.APIService'),
};
