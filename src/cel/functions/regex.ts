import type { Environment } from '@marcbachmann/cel-js';
import { compileRE2 } from '../../engine/apimachinery/index.ts';

/** find, findAll, and strings' replace and charAt. apiserver/pkg/cel/library/regex.go, cel-go/ext/strings.go */
export function registerRegex(environment: Environment): void {
  environment
    .registerFunction('string.find(string): string', (text: string, pattern: string) => {
      return regexp(pattern, '').exec(text)?.[0] ?? '';
    })
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) => all(text, pattern))
    .registerFunction('string.findAll(string, int): list<string>', (text: string, pattern: string, limit: bigint) => {
      const found = all(text, pattern);
      return limit < 0n ? found : found.slice(0, Number(limit));
    })
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    )
    .registerFunction('string.replace(string, string, int): string', replaceSome)
    .registerFunction('string.charAt(int): string', (text: string, at: bigint) => {
      const runes = [...text];
      if (at < 0n || at > BigInt(runes.length)) throw new Error(`index out of range: ${at}`);
      return runes[Number(at)] ?? '';
    })
    .registerFunction('string.reverse(): string', (text: string) => [...text].reverse().join(''));
}

function regexp(pattern: string, flags: string): RegExp {
  const compiled = compileRE2(pattern);
  if (compiled === undefined) throw new Error(`error parsing regexp: invalid regular expression: \`${pattern}\``);
  return flags === '' ? compiled : new RegExp(compiled.source, compiled.flags + flags);
}

function all(text: string, pattern: string): string[] {
  return [...text.matchAll(regexp(pattern, 'g'))].map((found) => found[0]);
}

function replaceSome(text: string, from: string, to: string, limit: bigint): string {
  if (limit < 0n) return text.replaceAll(from, () => to);
  let out = text;
  let at = 0;
  for (let i = 0n; i < limit; i++) {
    const found = out.indexOf(from, at);
    if (found < 0) break;
    out = out.slice(0, found) + to + out.slice(found + from.length);
    at = found + to.length + (from === '' ? 1 : 0);
  }
  return out;
}
