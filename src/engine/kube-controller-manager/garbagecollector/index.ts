import type { Controller } from '../context.ts';
import { GarbageCollector } from './garbage-collector.ts';

export const garbageCollectorController: Controller = {
  name: 'garbage-collector-controller',
  start: (context) => void new GarbageCollector(context),
};
