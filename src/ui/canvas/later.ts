import { lazy, type ComponentType } from 'react';

/** A view that is loaded when it is first looked at: `later(async () => (await import('./traffic/index.ts')).TrafficView)`. */
export function later(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }));
}
