import type { Controller } from '../context.ts';
import { TaintEvictionController } from './taint-eviction-controller.ts';

export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  start: (context) => void new TaintEvictionController(context),
};
