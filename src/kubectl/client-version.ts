import { goQuote } from '../engine/apimachinery/index.ts';

/** Which kubectl this is: the texts and flags are this version's. */
export const CLIENT_VERSION = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.1',
  gitCommit: '8adc0f041b8e7ad1d30e29cc59c6ae7a15e19828',
  gitTreeState: 'clean',
  buildDate: '2025-05-15T08:27:33Z',
  goVersion: 'go1.24.2',
  compiler: 'gc',
  platform: 'linux/amd64',
};

export const KUSTOMIZE_VERSION = 'v5.6.0';

/** The fields of version.Info as its struct has them. */
export const VERSION_FIELDS = [
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
];

/** What --match-server-version says of a version, as Go prints the struct. */
export function versionSyntax(info: Readonly<Record<string, unknown>>): string {
  const fields = VERSION_FIELDS.map(
    (field) => `${field[0]!.toUpperCase()}${field.slice(1)}:${goQuote(String(info[field] ?? ''))}`,
  );
  return `version.Info{${fields.join(', ')}}`;
}
