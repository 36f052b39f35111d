import type { MessageId, Translate } from '../../i18n/index.ts';
import type { ActAgain } from '../../protocol/index.ts';

const FAULTS: Readonly<Record<string, MessageId>> = {
  'node-down': 'branch.act.nodeDown',
  'node-up': 'branch.act.nodeUp',
  'add-node': 'branch.act.addNode',
  partition: 'branch.act.partition',
  heal: 'branch.act.heal',
  'degrade-link': 'branch.act.degradeLink',
  'process-crash': 'branch.act.processCrash',
  'process-restart': 'branch.act.processRestart',
  'process-pause': 'branch.act.processPause',
  'process-continue': 'branch.act.processContinue',
  'container-crash': 'branch.act.containerCrash',
};
const VERBS: Readonly<Record<string, MessageId>> = {
  POST: 'branch.act.create',
  PUT: 'branch.act.update',
  PATCH: 'branch.act.update',
  DELETE: 'branch.act.delete',
};

/** What a person did, as short as a title. */
export function actText(t: Translate, { input }: Pick<ActAgain, 'input'>): string {
  if ('fault' in input) {
    const { name, params } = input.fault;
    const what = String(params['node'] ?? params['pod'] ?? params['component'] ?? params['image'] ?? '');
    const host = params['host'];
    const id = FAULTS[name];
    const whole = host === undefined || what === '' ? what : `${what}@${String(host)}`;
    return id ? t(id, { what: whole }) : `${name} ${whole}`.trim();
  }
  const { method, url, body } = input.fetch;
  return t(VERBS[method] ?? 'branch.act.ask', { what: objectIn(url, body) });
}

/** `/apis/apps/v1/namespaces/default/deployments/web/scale?x` → `deployments/web`; the name of what is created is in its body. */
export function objectIn(url: string, body = ''): string {
  const [path = ''] = url.split('?');
  const parts = path.split('/').filter((part) => part !== '');
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  if (rest[0] === 'namespaces' && rest.length > 2) rest = rest.slice(2);
  const [resource = path, name] = rest;
  const named = name ?? /"name"\s*:\s*"([^"]+)"/.exec(body)?.[1] ?? /^\s+name:\s*(\S+)/m.exec(body)?.[1];
  return named === undefined ? resource : `${resource}/${named}`;
}
