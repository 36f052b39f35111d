import type { CustomResourceDefinition } from '../customresourcedefinition/types.ts';

/** `v10` before `v2`, `v1` before `v1beta2`, and what is not of that form last. apimachinery/pkg/version/helpers.go */
export function compareKubeAwareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [parse(a), parse(b)];
  if (x === undefined || y === undefined) {
    if (x !== undefined) return 1;
    if (y !== undefined) return -1;
    return a < b ? 1 : -1;
  }
  for (let i = 0; i < 3; i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const LEVELS = ['alpha', 'beta', ''];

function parse(version: string): readonly number[] | undefined {
  const found = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*)?)?$/.exec(version);
  if (found === null) return undefined;
  return [LEVELS.indexOf(found[2] ?? ''), Number(found[1]), Number(found[3] ?? 0)];
}

/** What every request for a version on its way out is told. apiextensions-apiserver/pkg/apiserver/customresource_handler.go */
export function deprecationOf({ spec }: CustomResourceDefinition, name: string): string | undefined {
  const version = spec.versions.find((one) => one.name === name);
  if (version?.deprecated !== true) return undefined;
  if (version.deprecationWarning !== undefined) return version.deprecationWarning;
  const text = (of: string): string => `${spec.group}/${of} ${spec.names.kind}`;
  const better = spec.versions
    .filter((one) => one.served && one.deprecated !== true && compareKubeAwareVersions(name, one.name) < 0)
    .sort((a, b) => compareKubeAwareVersions(b.name, a.name))[0];
  return `${text(name)} is deprecated${better === undefined ? '' : `; use ${text(better.name)}`}`;
}
