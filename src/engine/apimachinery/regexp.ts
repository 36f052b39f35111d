/**
 * What the engine asks of a reader of regular expressions in Go's syntax. Patterns come from whoever may write a
 * CustomResourceDefinition, so JavaScript's own expressions, which can take time without end, are never made of them.
 */
export interface Regexps {
  compileRegexp(pattern: string): Regexp | RegexpError;
}

export interface Regexp {
  readonly ok: true;
  /** Whether some part of the text matches, in time proportional to the text. regexp.MatchString */
  readonly test: (text: string) => boolean;
}

/** In Go's words: "error parsing regexp: missing closing ): `(a`". */
export interface RegexpError {
  readonly ok: false;
  readonly message: string;
}
