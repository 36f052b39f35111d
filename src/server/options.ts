import { parseArgs } from 'node:util';

export interface ServerOptions {
  readonly port: number;
  /** Undefined: no TLS. */
  readonly tlsPort: number | undefined;
  /** Where to write how to reach the TLS port as the admin. */
  readonly writeKubeconfig: string | undefined;
  readonly workers: number;
  readonly controlPlanes: number;
  /** Virtual seconds a wall second; Infinity: virtual time never waits. */
  readonly speed: number;
  readonly seed: number;
  readonly workerCpu: string;
  readonly workerMemory: string;
  /** Where a line is written for every request that is answered. */
  readonly auditLog?: string;
}

const FLAGS = {
  port: { type: 'string', default: '8001' },
  'tls-port': { type: 'string' },
  'write-kubeconfig': { type: 'string' },
  workers: { type: 'string', default: '3' },
  'control-planes': { type: 'string', default: '1' },
  speed: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  'worker-cpu': { type: 'string', default: '4' },
  'worker-memory': { type: 'string', default: '8Gi' },
  'audit-log': { type: 'string' },
} as const;

/** Reads the command line of `npm run apiserver`. Throws with a sentence for whoever typed it. */
export function serverOptions(argv: readonly string[]): ServerOptions {
  const { values } = parseArgs({ args: [...argv], options: FLAGS, allowPositionals: false });
  const tls = values['tls-port'] ?? (values['write-kubeconfig'] === undefined ? undefined : '0');
  return {
    tlsPort: tls === undefined ? undefined : whole('tls-port', tls, 0, 65_535),
    writeKubeconfig: values['write-kubeconfig'],
    port: whole('port', values.port, 0, 65_535),
    workers: whole('workers', values.workers, 0, 5000),
    controlPlanes: whole('control-planes', values['control-planes'], 0, 1),
    speed: values.speed === 'max' ? Infinity : positive('speed', values.speed),
    seed: whole('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    workerCpu: values['worker-cpu'],
    workerMemory: values['worker-memory'],
    ...(values['audit-log'] !== undefined && { auditLog: values['audit-log'] }),
  };
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${flag} must be a whole number from ${least} to ${most}, not "${text}"`);
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`--${flag} must be a number above 0, or max, not "${text}"`);
}
