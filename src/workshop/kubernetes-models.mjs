import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
export const GENERATED = join(ROOT, 'src/engine/api/schema/generated');

/** The table of types as it was last written. */
export async function readTypes() {
  const { outputText } = ts.transpileModule(readFileSync(join(GENERATED, 'schemas.ts'), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}

/** Where a type of the table is declared: `apps.Deployment`, `autoscaling.v2.MetricSpec`, `PodSpec`. */
function fileOf(key) {
  const parts = key.split('.');
  const name = parts.pop();
  const models = join(MODULES, 'kubernetes-models');
  const places =
    parts.length > 0
      ? ts.sys
          .getDirectories(models)
          .filter((group) => group.split('.')[0] === parts[0])
          .map((group) => join(models, group, parts[1] ?? 'v1', `${name}.d.ts`))
      : [
          join(MODULES, '@kubernetes-models/apimachinery/apis/meta/v1', `${name}.d.ts`),
          join(models, 'v1', `${name}.d.ts`),
        ];
  return places.find((place) => ts.sys.fileExists(place));
}

/** The interface of a type, or undefined when the package does not have it. */
export function declarationOf(key) {
  const file = fileOf(key);
  if (file === undefined) return undefined;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  return source.statements.find(ts.isInterfaceDeclaration);
}

/** The fields of an interface. */
export function membersOf(declaration) {
  return declaration?.members.filter(ts.isPropertySignature) ?? [];
}
