import type { Controller } from '../context.ts';
import { EndpointSliceController } from './endpoint-slice-controller.ts';

export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  start: (context) => void new EndpointSliceController(context),
};
