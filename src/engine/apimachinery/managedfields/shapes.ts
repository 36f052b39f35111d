import type { Comparison } from './compare.ts';
import type { FieldsV1 } from './fields-v1.ts';
import { itemElement } from './path-element.ts';
import { deduce, type TypeDescription } from './type-description.ts';

/** What is worked out of the shape of a value: which paths it has, whatever stands there. */
export interface Shaped {
  readonly paths?: FieldsV1;
  readonly comparison?: Comparison | undefined;
}

/** More shapes than a cluster has; it is forgotten what was known when there are. */
const MAX_SHAPES = 2000;

const known = new WeakMap<TypeDescription, Map<string, Shaped>>();

/**
 * Looks up by the shape of a value what `work` makes of it. Thousands of events are told apart by their text, not by the
 * fields that are set in them. `fromZero`: what is set to a scalar's zero counts as not set.
 */
export function byShape(value: object, type: TypeDescription, fromZero: boolean, work: () => Shaped): Shaped {
  let shapes = known.get(type);
  if (shapes === undefined) known.set(type, (shapes = new Map()));
  const shape = (fromZero ? '0' : '') + shapeOf(value, type, fromZero);
  let found = shapes.get(shape);
  if (found !== undefined) return found;
  if (shapes.size >= MAX_SHAPES) shapes.clear();
  shapes.set(shape, (found = work()));
  return found;
}

/** Names are preceded by their length, so that no name can look like two. */
function shapeOf(value: object, type: TypeDescription, fromZero: boolean): string {
  let shape = '{';
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) shape += shapeOfItem(itemElement(type, item), item, type.element!);
    return `${shape}}`;
  }
  for (const key in value) {
    const child: unknown = (value as Readonly<Record<string, unknown>>)[key];
    const field = type.fields?.get(key);
    const entry = field?.type ?? type.element;
    if (child === undefined || entry === undefined || field?.nobodys === true) continue;
    if (fromZero && (child === null || child === '' || child === 0 || child === false)) continue;
    shape += `${key.length}:${key}`;
    if (typeof child === 'object' && child !== null)
      shape += shapeOfChild(child, entry, fromZero && field?.zero === 'struct');
  }
  return `${shape}}`;
}

function shapeOfItem(element: string, item: unknown, type: TypeDescription): string {
  const deeper = typeof item === 'object' && item !== null ? shapeOfChild(item, type, false) : '';
  return `${element.length}:${element}${deeper}`;
}

/** Of what is owned as one value it counts only whether there is anything in it. */
function shapeOfChild(child: object, type: TypeDescription, fromZero: boolean): string {
  const is = deduce(type, child);
  if (!is.atomic && is.shape !== 'scalar') return shapeOf(child, is, fromZero);
  for (const _ in child) return '!';
  return '?';
}
