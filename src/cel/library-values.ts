import { Environment } from '@marcbachmann/cel-js';

/** The library keeps some of its values to itself, so expressions make them. */
const environment = new Environment({ enableOptionalTypes: true });
environment.registerVariable('value', 'dyn').registerVariable('text', 'string');
const of = environment.parse('optional.of(value)');
const empty = environment.parse('optional.none()');
const duration = environment.parse('duration(text)');

export function some(value: unknown): unknown {
  return of({ value }) as unknown;
}

export function none(): unknown {
  return empty({}) as unknown;
}

export function durationOf(text: string): unknown {
  return duration({ text }) as unknown;
}
