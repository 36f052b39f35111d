import { bytesOf, byteLength, formatMicroTime, textOf } from '../../apimachinery/index.ts';
import type { LogLine, LogOptions } from '../../cri-api/index.ts';
import { SECOND, type Micros } from '../../sim/index.ts';

/**
 * Chooses and writes the lines of a container's log as its options ask (pkg/kubelet/kuberuntime/logs ReadLogs). Of a log that is
 * followed it is told piece by piece; the tail is counted in the first.
 */
export class LogWriter {
  readonly #options: LogOptions;
  readonly #since: Micros;
  #left: number;
  #first = true;

  constructor(options: LogOptions, now: Micros) {
    this.#options = options;
    const { sinceSeconds, sinceTime, limitBytes } = options;
    this.#since = sinceTime ?? (sinceSeconds === undefined ? -Infinity : now - sinceSeconds * SECOND);
    this.#left = limitBytes ?? Infinity;
  }

  /** Nothing more may be written: the limit of bytes is reached. */
  get full(): boolean {
    return this.#left <= 0;
  }

  text(lines: readonly LogLine[]): string {
    const { tailLines, timestamps } = this.#options;
    const chosen = this.#first && tailLines !== undefined ? lines.slice(Math.max(0, lines.length - tailLines)) : lines;
    this.#first = false;
    let text = '';
    for (const line of chosen) {
      if (line.at < this.#since) continue;
      text += timestamps ? `${nanoTime(line.at)} ${line.text}\n` : `${line.text}\n`;
    }
    if (this.#left === Infinity) return text;
    const size = byteLength(text);
    if (size > this.#left) text = textOf(bytesOf(text).slice(0, this.#left));
    this.#left -= size;
    return text;
  }
}

/** RFC3339NanoFixed: a log's clock has nine digits behind the point, of which the simulation knows six. */
function nanoTime(at: Micros): string {
  return `${formatMicroTime(at).slice(0, -1)}000Z`;
}
