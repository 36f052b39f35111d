import { bytesOf, type Bytes } from './byte-string.ts';
import { newInternalError } from './status.ts';

/** The streams of an exec or attach (apimachinery/pkg/util/remotecommand). */
export const STDIN = 0;
export const STDOUT = 1;
export const STDERR = 2;
/** Carries one Status when all is over. */
export const ERROR = 3;
/** Carries `{"Width":80,"Height":24}` as often as the terminal changes. */
export const RESIZE = 4;

/**
 * One piece of what the two sides of an exec, attach or port-forward say to each other, whatever carries it: SPDY streams or
 * WebSocket channels outside, messages of the simulated network inside. `end`: its sender will say no more on that channel.
 *
 * Forwarded connections come in pairs: connection n has channel 2n for its bytes and 2n + 1 for what went wrong, and begins
 * with the client naming its port.
 */
export type StreamMessage =
  | { readonly channel: number; readonly data: Bytes }
  | { readonly channel: number; readonly end: true }
  | { readonly channel: number; readonly port: number };

/** How a command ended, as the error channel tells it (v4.channel.k8s.io). kubelet/pkg/cri/streaming/remotecommand/exec.go */
export function exitStatus(exitCode: number, error: string): Bytes {
  if (exitCode === 0) return SUCCESS;
  const status = {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: ${error}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
  return bytesOf(JSON.stringify(status));
}

const SUCCESS = '{"metadata":{},"status":"Success"}';

/** Why a command could not be run, or its streams broke, for the error channel. */
export function streamFailure(error: string): Bytes {
  const { kind: _kind, apiVersion: _version, ...status } = newInternalError(error).status;
  return bytesOf(JSON.stringify(status));
}
