/**
 * What goes on after its answer: logs that are followed, and commands whose streams are carried (client-go/tools/remotecommand).
 */
import {
  bytesOf,
  ERROR,
  isJSONObject,
  RESIZE,
  STDERR,
  STDIN,
  STDOUT,
  textOf,
  type Bytes,
} from '../../engine/apimachinery/index.ts';
import type { StreamEvent } from '../../protocol/index.ts';
import { CommandError, ExitError } from '../cobra/errors.ts';
import { refusalOf } from '../rest/client.ts';
import type { Rest } from '../rest/types.ts';
import type { Input, OpenRequest, World } from '../world.ts';

/** Headers with which an upgrade is asked for; whoever carries it over a network adds its own. */
export const UPGRADE: Readonly<Record<string, string>> = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-protocol': 'v5.channel.k8s.io',
  'sec-websocket-version': '13',
};

/** An answer of text that comes piece by piece, to its end or until the person has had enough. */
export async function followText(rest: Rest, world: World, path: string, write: (text: string) => void): Promise<void> {
  await exchange(
    world,
    (told) => rest.connect('GET', path, {}, told),
    (event) => {
      if (event.type === 'chunk') write(event.text);
      else if (event.type === 'response') write(event.response.body);
    },
  );
}

/** The streams of a command that runs elsewhere. */
export interface Streams {
  readonly stdin?: Input | undefined;
  readonly stdout: (bytes: Bytes) => void;
  readonly stderr: (bytes: Bytes) => void;
  /** A terminal of this machine, whose size is told. */
  readonly terminal?: World['terminal'] | undefined;
}

/** Runs until the far end says how it ended. Throws what went wrong there; a command's own failure as its exit code. */
export async function streamCommand(rest: Rest, world: World, path: string, streams: Streams): Promise<void> {
  let verdict: Bytes = '';
  let open: OpenRequest | undefined;
  await exchange(
    world,
    (told) => (open = rest.connect('GET', path, { headers: UPGRADE }, told)),
    (event) => {
      if (event.type === 'response') begin(open!, streams);
      if (event.type !== 'message' || !('data' in event.message)) return;
      const { channel, data } = event.message;
      if (channel === STDOUT) streams.stdout(data);
      else if (channel === STDERR) streams.stderr(data);
      else if (channel === ERROR) verdict += data;
    },
  );
  const code = judge(verdict);
  if (code === 0) return;
  world.stderr.write(`command terminated with exit code ${code}\n`);
  throw new ExitError(code);
}

function begin(open: OpenRequest, { stdin, terminal }: Streams): void {
  if (terminal !== undefined) {
    const tell = (): void => {
      const size = JSON.stringify({ Width: terminal.columns, Height: terminal.rows });
      open.send({ channel: RESIZE, data: bytesOf(size) });
    };
    tell();
    terminal.onResize?.(tell);
  }
  if (stdin !== undefined) void pump(open, stdin).catch(() => undefined);
}

async function pump(open: OpenRequest, stdin: Input): Promise<void> {
  while (true) {
    const data = await stdin.read();
    if (data === undefined) break;
    open.send({ channel: STDIN, data });
  }
  open.send({ channel: STDIN, end: true });
}

/** The exit code that the Status on the error channel tells (remotecommand/v4.go). Throws what else went wrong. */
function judge(verdict: Bytes): number {
  if (verdict === '') return 0;
  const status: unknown = JSON.parse(textOf(verdict));
  if (!isJSONObject(status) || status['status'] !== 'Failure') return 0;
  const { details, message, reason } = status;
  if (reason === 'NonZeroExitCode' && isJSONObject(details) && Array.isArray(details['causes'])) {
    const cause = (details['causes'] as readonly unknown[]).find(
      (one) => isJSONObject(one) && one['reason'] === 'ExitCode',
    );
    if (isJSONObject(cause)) return Number(cause['message']);
  }
  throw new CommandError(String(message));
}

/** Waits for the end of an exchange; a refusal and a failure are thrown, and Ctrl-C gives it up. */
export function exchange(
  world: World,
  open: (told: (event: StreamEvent) => void) => OpenRequest,
  heard: (event: StreamEvent) => void,
  given?: Promise<never>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    given?.catch(reject);
    const opened: { request?: OpenRequest } = {};
    const over = (settle: () => void): void => {
      world.signal.removeEventListener('abort', aborted);
      settle();
    };
    const aborted = (): void => {
      opened.request?.cancel();
      over(() => reject(world.signal.reason as Error));
    };
    world.signal.addEventListener('abort', aborted, { once: true });
    opened.request = open((event) => {
      if (event.type === 'failed') over(() => reject(new CommandError(event.reason)));
      else if (event.type === 'end') over(resolve);
      else if (event.type === 'response' && event.response.status >= 400) {
        over(() => reject(refusalOf(event.response, 'GET', '')));
      } else {
        heard(event);
        if (event.type === 'response' && !event.streams) over(resolve);
      }
    });
    if (world.signal.aborted) aborted();
  });
}
