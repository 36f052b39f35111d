/**
 * POSIX regular expressions, basic and extended, matched by walking all threads at once (Pike's machine): time is the product of the
 * pattern's length and the text's, whatever the pattern. What people type at a prompt or put into a manifest cannot make it hang,
 * as JavaScript's own expressions would let them.
 *
 * Different from POSIX: of several matches at one place the first alternative wins and not the longest; no back-references.
 */
export { compileRegexp, type Match, type Regexp } from './regexp.ts';
