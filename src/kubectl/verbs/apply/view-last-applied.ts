import { decodeJSON } from '../../../engine/apimachinery/index.ts';
import { lastAppliedOf } from '../../apply/index.ts';
import { UsageError } from '../../cobra/errors.ts';
import type { Command } from '../../cobra/types.ts';
import { allFlag, filenameFlags, selectorFlag, withFiles } from '../../flags/index.ts';
import { marshalJSON, toYAML } from '../../printers/index.ts';

/** kubectl/pkg/cmd/apply/apply_view_last_applied.go */
export const viewLastAppliedCommand: Command = {
  name: 'view-last-applied',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  long: 'Shows what the last apply of an object said, as YAML or as JSON.',
  examples: `# By type and name
kubectl apply view-last-applied deployment/nginx

# Of what a file describes, as JSON
kubectl apply view-last-applied -f deploy.yaml -o json`,
  flags: [
    ...filenameFlags('The files that say which objects are meant.'),
    { ...allFlag, usage: 'All objects of the types named, in the namespace.' },
    selectorFlag,
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: 'yaml',
      usage: 'How to print it: yaml or json.',
      choices: ['yaml', 'json'],
    },
  ],
  run: async ({ flags, factory, args, out }) => {
    const format = flags.string('output');
    const namespace = await factory.namespace();
    const texts: string[] = [];
    const builder = withFiles(factory.builder().namespace(namespace.name, namespace.enforced), flags)
      .args(args)
      .selectAll(flags.bool('all'))
      .labelSelector(flags.string('selector'))
      .latest()
      .flatten();
    await builder.visit(async ({ object }) => {
      const said = lastAppliedOf(object);
      if (said !== undefined) texts.push(said);
    });
    if (format !== 'yaml' && format !== 'json')
      throw new UsageError(`Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`);
    for (const text of texts) {
      const value = decodeJSON(text);
      out(format === 'yaml' ? toYAML(value) : `${marshalJSON(value, { indent: '  ' })}\n`);
    }
  },
};
