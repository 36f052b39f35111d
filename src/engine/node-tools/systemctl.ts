/** systemctl: what the machine's init system keeps. Only kubelet and containerd are its own; the rest are pods of the kubelet. */
import { failed, notSimulated, said, type Command, type Node } from './node.ts';

const UNITS = new Map([
  ['kubelet', 'kubelet: The Kubernetes Node Agent'],
  ['containerd', 'containerd container runtime'],
]);

function status(node: Node, unit: string, what: string): string {
  const active = node.running(unit);
  return `${active ? '●' : '○'} ${unit}.service - ${what}
     Loaded: loaded (/usr/lib/systemd/system/${unit}.service; enabled; preset: enabled)
     Active: ${active ? 'active (running)' : 'inactive (dead)'}
`;
}

export const systemctl: Command = function* ({ node }, args) {
  yield* [];
  const [verb = 'list-units', ...rest] = args.filter((word) => !word.startsWith('-'));
  const unit = (rest[0] ?? '').replace(/\.service$/, '');
  const what = UNITS.get(unit);
  if (verb === 'daemon-reload') return said('');
  if (verb === 'list-units') {
    const lines = [...UNITS].map(([name, about]) => {
      const active = node.running(name);
      return `${name}.service  loaded ${active ? 'active   running' : 'inactive dead   '} ${about}\n`;
    });
    return said(lines.join(''));
  }
  if (what === undefined || !node.components().includes(unit)) {
    return failed(
      verb === 'status'
        ? `Unit ${unit}.service could not be found.\n`
        : `Failed to ${verb} ${unit}.service: Unit ${unit}.service not found.\n`,
      verb === 'status' ? 4 : 5,
    );
  }
  switch (verb) {
    case 'status':
      return { out: status(node, unit, what), code: node.running(unit) ? 0 : 3 };
    case 'is-active':
      return node.running(unit) ? said('active\n') : { out: 'inactive\n', code: 3 };
    case 'is-enabled':
      return said('enabled\n');
    case 'start':
      node.start(unit);
      return said('');
    case 'stop':
      node.stop(unit);
      return said('');
    case 'restart':
      node.stop(unit);
      node.start(unit);
      return said('');
    default:
      return notSimulated('systemctl', verb);
  }
};
