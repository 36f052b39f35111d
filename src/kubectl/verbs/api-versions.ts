import { apiVersionOf, compareStrings } from '../../engine/apimachinery/index.ts';
import { CommandError, UsageError } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';
import { UrlError } from '../rest/errors.ts';

/** kubectl/pkg/cmd/apiresources/apiversions.go */
export const apiVersions: Command = {
  name: 'api-versions',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  examples: '# Every group and version that the server serves\nkubectl api-versions',
  run,
};

async function run({ args, factory, out }: Invocation): Promise<void> {
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  factory.forgetDiscovery();
  const groups = await factory.mapper.groupVersions().catch((error: unknown) => {
    if (!(error instanceof UrlError)) throw error;
    throw new CommandError(`couldn't get available api versions from server: ${error.message}`);
  });
  const all = groups.flatMap(({ group, versions }) => versions.map((version) => apiVersionOf({ group, version })));
  for (const one of all.sort(compareStrings)) out(`${one}\n`);
}
