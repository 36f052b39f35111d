import { field, newPath, type ErrorList } from '../../../apimachinery/index.ts';
import * as baseline from './baseline.ts';
import type { Check, PodLike, Violation } from './check.ts';
import * as restricted from './restricted.ts';

export type Level = 'privileged' | 'baseline' | 'restricted';

/** `restricted:latest`. A version is `latest` or the minor of v1.x. */
export interface LevelVersion {
  readonly level: Level;
  readonly minor: number;
  readonly text: string;
}

export interface Policy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
}

const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];
const PREFIX = 'pod-security.kubernetes.io/';
const PRIVILEGED: LevelVersion = { level: 'privileged', minor: Infinity, text: 'privileged:latest' };
const DEFAULT: Policy = { enforce: PRIVILEGED, audit: PRIVILEGED, warn: PRIVILEGED };

/** A check, the minor version that brought it, and whether restricted says the same more strictly. */
type Versioned = readonly [since: number, check: Check, overridden?: 'overridden'];

/** In the order in which violations are told: by the checks' ids. policy/registry.go */
const BASELINE: readonly Versioned[] = [
  [0, baseline.appArmorProfile],
  [0, baseline.capabilities, 'overridden'],
  [0, baseline.hostNamespaces],
  [0, baseline.hostPathVolumes, 'overridden'],
  [0, baseline.hostPorts],
  [34, baseline.hostProbes],
  [0, baseline.privileged],
  [0, baseline.procMount],
  [0, baseline.seLinuxOptions],
  [19, baseline.seccompProfile, 'overridden'],
  [0, baseline.sysctls],
  [0, baseline.windowsHostProcess],
];

const RESTRICTED: readonly Versioned[] = [
  [8, restricted.allowPrivilegeEscalation],
  [22, restricted.capabilities],
  [0, restricted.restrictedVolumes],
  [0, restricted.runAsNonRoot],
  [23, restricted.runAsUser],
  [19, restricted.seccompProfile],
];

const AT_RESTRICTED = [...BASELINE.filter(([, , overridden]) => overridden === undefined), ...RESTRICTED];

export function violations(pod: PodLike, { level, minor }: LevelVersion): Violation[] {
  if (level === 'privileged') return [];
  const found: Violation[] = [];
  const checks = level === 'baseline' ? BASELINE : AT_RESTRICTED;
  for (const [since, check] of checks) {
    if (since > minor) continue;
    const violation = check(pod);
    if (violation) found.push(violation);
  }
  return found;
}

/** `privileged (container "c" must not …), host namespaces (hostPID=true)`. */
export function describe(found: readonly Violation[]): string {
  return found.map(({ reason, detail }) => (detail === undefined ? reason : `${reason} (${detail})`)).join(', ');
}

export function reasons(found: readonly Violation[]): string {
  return found.map(({ reason }) => reason).join(', ');
}

export function compareLevels(a: LevelVersion, b: LevelVersion): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
}

export interface NamespacePolicy {
  readonly policy: Policy;
  readonly errors: ErrorList;
}

const known = new WeakMap<object, NamespacePolicy>();
const UNLABELLED: NamespacePolicy = { policy: DEFAULT, errors: [] };

/** What a namespace's labels ask for. api/helpers.go PolicyToEvaluate. A label that cannot be understood counts as restricted. */
export function policyOf(labels: Readonly<Record<string, string>> | undefined): NamespacePolicy {
  if (!labels) return UNLABELLED;
  let found = known.get(labels);
  if (!found) known.set(labels, (found = parsePolicy(labels)));
  return found;
}

function parsePolicy(labels: Readonly<Record<string, string>>): NamespacePolicy {
  const errors: ErrorList = [];
  const path = newPath('metadata', 'labels');
  const one = (mode: string, fallbackLevel: Level): LevelVersion => {
    const asked = labels[`${PREFIX}${mode}`];
    let level: Level = 'privileged';
    if (asked !== undefined) {
      if (isLevel(asked)) level = asked;
      else {
        errors.push(field.invalid(path.key(`${PREFIX}${mode}`), asked, `must be one of ${LEVELS.join(', ')}`));
        level = fallbackLevel;
      }
    }
    const versionKey = `${PREFIX}${mode}-version`;
    const version = labels[versionKey] ?? 'latest';
    const minor = version === 'latest' ? Infinity : minorOf(version);
    if (minor === undefined) {
      errors.push(field.invalid(path.key(versionKey), version, 'must be "latest" or "v1.x"'));
    }
    const text = minor === undefined ? 'latest' : version;
    return { level, minor: minor ?? Infinity, text: `${level}:${text}` };
  };
  const enforce = one('enforce', 'restricted');
  const audit = one('audit', 'privileged');
  let warn = one('warn', 'privileged');
  // What is enforced is warned of as well, where nothing stricter is asked for.
  if (labels[`${PREFIX}warn`] === undefined && compareLevels(enforce, warn) > 0) warn = enforce;
  return { policy: { enforce, audit, warn }, errors };
}

function isLevel(text: string): text is Level {
  return LEVELS.includes(text);
}

function minorOf(version: string): number | undefined {
  const digits = /^v1\.(0|[1-9]\d*)$/.exec(version)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
