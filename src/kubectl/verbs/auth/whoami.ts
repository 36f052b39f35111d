import { isJSONObject, sortedKeys } from '../../../engine/apimachinery/index.ts';
import type { Command, Invocation } from '../../cobra/types.ts';
import { inColumns, outputFormat, printFlags, TABLE_STYLE, toPrinter } from '../../printers/index.ts';

/** kubectl/pkg/cmd/auth/whoami.go */
export const whoami: Command = {
  name: 'whoami',
  short: 'Experimental: Check self subject attributes',
  long: 'Ask the server whom it takes you for: user name, groups and what else it knows.',
  examples: `# Who am I?
kubectl auth whoami

# The same as JSON
kubectl auth whoami -o json`,
  flags: printFlags,
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { factory, out } = invocation;
  const printer =
    outputFormat(invocation) === '' ? undefined : await toPrinter(invocation, { operation: '', typed: true });
  const review = await factory.rest.post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {},
    status: { userInfo: {} },
  });
  if (printer !== undefined) {
    out(printer.print(review));
    return;
  }
  const status = isJSONObject(review['status']) ? review['status'] : {};
  const user = isJSONObject(status['userInfo']) ? status['userInfo'] : {};
  const rows: (readonly string[])[] = [['ATTRIBUTE', 'VALUE']];
  if (typeof user['username'] === 'string' && user['username'] !== '') rows.push(['Username', user['username']]);
  if (typeof user['uid'] === 'string' && user['uid'] !== '') rows.push(['UID', user['uid']]);
  if (Array.isArray(user['groups'])) rows.push(['Groups', `[${user['groups'].join(' ')}]`]);
  const extra = isJSONObject(user['extra']) ? user['extra'] : {};
  for (const key of sortedKeys(extra)) rows.push([`Extra: ${key}`, `[${(extra[key] as readonly string[]).join(' ')}]`]);
  out(inColumns(rows, TABLE_STYLE));
}
