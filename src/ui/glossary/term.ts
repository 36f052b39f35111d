/** A word of Kubernetes, explained in two languages. */
export interface Term {
  readonly id: string;
  /** Where it is to be seen: `kind:pods`, `component:etcd`, `view:ownership`; undefined: nowhere by itself. */
  readonly show?: string;
  readonly related: readonly string[];
  readonly en: Wording;
  readonly ko: Wording;
}

export interface Wording {
  /** What it is called; the first is its name, the others are met in running text. */
  readonly words: readonly string[];
  /** Two sentences. */
  readonly is: string;
  /** What it is taken for, and is not. */
  readonly isNot: string;
}
