import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Documentation, TypeDocumentation } from '../engine/cluster/index.ts';

/**
 * The words of Kubernetes' own API reference, read from the comments of the installed package kubernetes-models when somebody
 * asks for them. Its declarations are written by a machine, one field a line with its comment above, and are read as that.
 */
export const documentation: Documentation = (type) => {
  const file = fileOf(type);
  return file === undefined ? undefined : parseDeclaration(readFileSync(file, 'utf8'));
};

/** Where the packages are: in the nearest folder above that has them. */
function packages(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(join(modules, 'kubernetes-models'))) return modules;
    if (dirname(folder) === folder) return undefined;
  }
}

let groups: ReadonlyMap<string, string> | undefined;

/** `apps.Deployment`, `autoscaling.v2.MetricSpec`, `PodSpec`: metav1's types come before core's, which has none of their names. */
function fileOf(type: string): string | undefined {
  const modules = packages();
  if (modules === undefined || !/^[\w.]+$/.test(type)) return undefined;
  const models = join(modules, 'kubernetes-models');
  groups ??= new Map(readdirSync(models).map((folder) => [folder.split('.')[0]!, folder]));
  const parts = type.split('.');
  const name = `${parts.pop()}.d.ts`;
  const places =
    parts.length > 0
      ? [join(models, groups.get(parts[0]!) ?? '', parts[1] ?? 'v1', name)]
      : [join(modules, '@kubernetes-models/apimachinery/apis/meta/v1', name), join(models, 'v1', name)];
  return places.find((place) => existsSync(place));
}

const FIELD = /^ {4}"([^"]+)"(\??): (.*)$/;
const CHOICE = /"((?:[^"\\]|\\.)*)"/g;

/** Reads the first interface of a declaration file. */
export function parseDeclaration(source: string): TypeDocumentation {
  const fields: Record<string, string> = {};
  const enums: Record<string, readonly string[]> = {};
  const required: string[] = [];
  let text = '';
  let comment: string[] = [];
  let inside = false;
  for (const line of source.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '/**') comment = [];
    else if (trimmed.startsWith('*')) {
      if (trimmed !== '*/') comment.push(trimmed.replace(/^\* ?/, ''));
    } else if (line.startsWith('export interface')) {
      inside = true;
      text = take(comment);
      comment = [];
    } else if (inside && line === '}') break;
    else if (inside) {
      const [, name, optional, type = ''] = FIELD.exec(line) ?? [];
      if (name === undefined) continue;
      const words = take(comment);
      comment = [];
      if (words !== '') fields[name] = words;
      // What an object says it is, is no choice of its author's.
      if (name === 'apiVersion' || name === 'kind') continue;
      if (optional === '') required.push(name);
      const choices = [...type.matchAll(CHOICE)].map((match) => match[1]!);
      if (choices.length > 1) enums[name] = choices.sort();
    }
  }
  return { text, fields, required: required.sort(), enums };
}

function take(comment: readonly string[]): string {
  return comment.join('\n').trim().replaceAll('*\\/', '*/');
}
