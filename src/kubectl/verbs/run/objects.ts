import { CommandError } from '../../cobra/errors.ts';
import type { Flags, Invocation } from '../../cobra/types.ts';
import type { Json } from '../../rest/types.ts';

/** kubectl/pkg/generate/versioned/run.go, BasicPod */
export function podOf({ flags, args }: Invocation, name: string): Json {
  const words = args.slice(1);
  const env = flags.list('env').map(variable);
  const [port, pull] = [flags.string('port'), flags.string('image-pull-policy')];
  const annotations = pairs(flags.list('annotations'), 'annotation');
  const [stdin, tty] = [flags.bool('stdin'), flags.bool('tty')];
  const container = {
    name,
    image: flags.string('image'),
    ...(words.length > 0 && (flags.bool('command') ? { command: words } : { args: words })),
    ...(port !== '' && { ports: [{ containerPort: portOf(port) }] }),
    ...(env.length > 0 && { env }),
    ...(pull !== '' && { imagePullPolicy: pull }),
    ...(flags.bool('privileged') && { securityContext: { privileged: true } }),
    ...(stdin && { stdin: true, ...(!flags.bool('leave-stdin-open') && { stdinOnce: true }) }),
    ...(tty && { tty: true }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: labelsOf(flags, name), ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { containers: [container], restartPolicy: flags.string('restart') || 'Always', dnsPolicy: 'ClusterFirst' },
  };
}

/** The ClusterIP service of --expose. */
export function serviceOf(flags: Flags, name: string): Json {
  const port = portOf(flags.string('port'));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector: labelsOf(flags, name) },
  };
}

function labelsOf(flags: Flags, name: string): Json {
  const text = flags.string('labels');
  return text === '' ? { run: name } : pairs(text.split(','), 'label');
}

function pairs(specs: readonly string[], what: string): Json {
  const entries = specs.map((spec) => {
    const at = spec.indexOf('=');
    if (at < 1 || spec.indexOf('=', at + 1) >= 0) throw new CommandError(`unexpected ${what} spec: ${spec}`);
    return [spec.slice(0, at), spec.slice(at + 1)] as const;
  });
  return Object.fromEntries(entries);
}

function variable(text: string): Json {
  const found = /^([-._a-zA-Z][-._a-zA-Z0-9]*)=(.*)$/s.exec(text);
  if (found === null) throw new CommandError(`invalid env: ${text}`);
  return { name: found[1], ...(found[2] !== '' && { value: found[2] }) };
}

function portOf(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}
