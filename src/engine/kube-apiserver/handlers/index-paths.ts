import { apiVersionOf } from '../../apimachinery/index.ts';
import type { Discovery } from './discovery.ts';
import { HEALTH_PATHS } from './health.ts';

const ALWAYS = [
  '/.well-known/openid-configuration',
  '/api',
  '/apis',
  '/apis/',
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/',
  '/openid/v1/jwks',
  '/version',
];

/** What `/` lists, and what an unknown address is answered with. apiserver/pkg/server/routes/index.go */
export function indexPaths(discovery: Discovery): { readonly paths: readonly string[] } {
  const paths = new Set([...ALWAYS, ...HEALTH_PATHS]);
  for (const { group, version } of discovery.groupVersions()) {
    if (group === '') paths.add(`/api/${version}`);
    else paths.add(`/apis/${group}`).add(`/apis/${apiVersionOf({ group, version })}`);
  }
  return { paths: [...paths].sort() };
}
