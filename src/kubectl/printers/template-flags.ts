import { textOf } from '../../engine/apimachinery/index.ts';
import { CommandError } from '../cobra/errors.ts';
import type { World } from '../world.ts';
import { goTemplatePrinter } from './go-template.ts';
import { jsonPathPrinter } from './jsonpath.ts';
import type { Asked, Printer } from './types.ts';

const GO_TEMPLATE_FORMATS = ['go-template', 'go-template-file', 'template', 'templatefile'];
const JSONPATH_FORMATS = ['jsonpath', 'jsonpath-as-json', 'jsonpath-file'];

export const TEMPLATE_FORMATS = [...GO_TEMPLATE_FORMATS, ...JSONPATH_FORMATS] as const;

/** Go templates and JSONPath; undefined when the format is neither (genericclioptions/kube_template_flags.go). */
export async function templatePrinter(format: string, asked: Asked): Promise<Printer | undefined> {
  const argument = asked.flags.has('template') ? asked.flags.string('template') : '';
  const named = TEMPLATE_FORMATS.find((known) => format.startsWith(`${known}=`));
  const kind = argument === '' && named !== undefined ? named : format;
  if (!TEMPLATE_FORMATS.includes(kind)) return undefined;
  let template = argument === '' && named !== undefined ? format.slice(named.length + 1) : argument;
  if (template === '') throw new CommandError('template format specified but no template given');
  if (kind.endsWith('file')) template = await readTemplate(asked.world, template);
  const allowMissing =
    !asked.flags.has('allow-missing-template-keys') || asked.flags.bool('allow-missing-template-keys');
  if (GO_TEMPLATE_FORMATS.includes(kind)) return goTemplatePrinter(template, allowMissing);
  return jsonPathPrinter(template, allowMissing, kind === 'jsonpath-as-json');
}

async function readTemplate(world: World, path: string): Promise<string> {
  const bytes = await readFile(world, path);
  if (bytes === undefined) {
    throw new CommandError(`error reading --template ${path}, open ${path}: no such file or directory\n`);
  }
  return bytes;
}

/** A text file, its path taken from where the person stands; undefined when it is not there. */
export async function readFile(world: World, path: string): Promise<string | undefined> {
  const bytes = await world.files.read(path.startsWith('/') ? path : `${world.cwd.replace(/\/$/, '')}/${path}`);
  return bytes === undefined ? undefined : textOf(bytes);
}
