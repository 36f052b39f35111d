import type { Environment } from '@marcbachmann/cel-js';

const VERB = /%(?:\.(\d+))?([%a-zA-Z])/g;

/** `"%s has %d".format([a, b])`. cel-go/ext/formatting.go */
export function registerFormat(environment: Environment): void {
  environment.registerFunction('string.format(list): string', (text: string, values: readonly unknown[]) => {
    let next = 0;
    return text.replace(VERB, (_, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= values.length) throw new Error(`index ${next} out of range`);
      return formatted(verb, values[next++], precision === undefined ? undefined : Number(precision));
    });
  });
}

function formatted(verb: string, value: unknown, precision: number | undefined): string {
  switch (verb) {
    case 's':
      return textOf(value);
    case 'd':
      if (typeof value === 'bigint' || typeof value === 'number') return String(value);
      break;
    case 'f':
      if (typeof value === 'bigint' || typeof value === 'number') return Number(value).toFixed(precision ?? 6);
      break;
    case 'e':
      if (typeof value === 'bigint' || typeof value === 'number') {
        return Number(value)
          .toExponential(precision ?? 6)
          .replace(/e([+-])(\d)$/, 'e$10$2');
      }
      break;
    case 'b':
      if (typeof value === 'bigint') return value.toString(2);
      if (typeof value === 'boolean') return value ? '1' : '0';
      break;
    case 'x':
    case 'X': {
      if (typeof value !== 'bigint') break;
      const hex = value.toString(16);
      return verb === 'X' ? hex.toUpperCase() : hex;
    }
    case 'o':
      if (typeof value === 'bigint') return value.toString(8);
      break;
    default:
      throw new Error(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  }
  throw new Error(`error during formatting: %${verb} does not fit ${typeof value}`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (value instanceof Map) {
    const pairs = [...value].map(([key, item]) => `${textOf(key)}: ${textOf(item)}`).sort((a, b) => (a < b ? -1 : 1));
    return `{${pairs.join(', ')}}`;
  }
  return String(value);
}
