import { CLIENT_VERSION, KUSTOMIZE_VERSION, VERSION_FIELDS } from '../client-version.ts';
import { CommandError } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import { toJSON } from '../printers/json.ts';
import { toYAML } from '../printers/yaml.ts';
import type { Json } from '../rest/types.ts';

/** kubectl/pkg/cmd/version/version.go */
export const version: Command = {
  name: 'version',
  usage: '[flags]',
  short: 'Print the client and server version information',
  long: 'Print which version kubectl is, and which version the API server of the current context.',
  examples: '# Both versions\nkubectl version\n\n# Of kubectl alone, without asking a server\nkubectl version --client',
  flags: [
    { name: 'client', type: 'bool', usage: 'Tell of kubectl alone: no server is asked.' },
    { name: 'output', short: 'o', type: 'string', usage: "One of 'yaml' or 'json'.", choices: ['json', 'yaml'] },
  ],
  run,
};

async function run(invocation: Invocation): Promise<void> {
  const { args, flags, factory, out, err } = invocation;
  if (args.length > 0) throw new CommandError(`extra arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'json', 'yaml'].includes(output)) throw new CommandError("--output must be 'yaml' or 'json'");
  let server: Json | undefined;
  let failure: unknown;
  if (!flags.bool('client')) {
    // What the kubeconfig says is looked at before anything is told.
    await factory.server();
    try {
      server = await factory.rest.get('/version');
    } catch (error) {
      failure = error;
    }
  }
  out(versionText(output, server));
  if (server !== undefined) skew(server, err);
  if (failure !== undefined) throw failure;
}

function versionText(output: string, server: Json | undefined): string {
  const all = {
    clientVersion: CLIENT_VERSION,
    kustomizeVersion: KUSTOMIZE_VERSION,
    ...(server !== undefined && { serverVersion: inGoOrder(server) }),
  };
  if (output === 'yaml') return `${toYAML(all)}\n`;
  if (output === 'json') return toJSON(all, true).replace(/^ +/gm, (indent) => indent.slice(indent.length / 2));
  const lines = [`Client Version: ${CLIENT_VERSION.gitVersion}`, `Kustomize Version: ${KUSTOMIZE_VERSION}`];
  if (server !== undefined) lines.push(`Server Version: ${String(server['gitVersion'])}`);
  return `${lines.join('\n')}\n`;
}

function inGoOrder(info: Json): Json {
  return Object.fromEntries(VERSION_FIELDS.filter((field) => field in info).map((field) => [field, info[field]]));
}

const MAX_SKEW = 1;

/** kubectl/pkg/cmd/version/skew_warning.go */
function skew({ gitVersion }: Json, err: (text: string) => void): void {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(String(gitVersion)) ?? [];
  if (minor === undefined) return;
  const far = major !== CLIENT_VERSION.major || Math.abs(Number(minor) - Number(CLIENT_VERSION.minor)) > MAX_SKEW;
  if (!far) return;
  err(
    `WARNING: version difference between client (${CLIENT_VERSION.major}.${CLIENT_VERSION.minor}) and server ` +
      `(${major}.${minor}) exceeds the supported minor version skew of +/-${MAX_SKEW}\n`,
  );
}
