/** One measured figure, as `npm run bench -- --json FILE` writes it. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** How many samples, or things, the figure stands on. */
  readonly n: number;
}

/** The value below which the share `p` of the samples lies. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}
