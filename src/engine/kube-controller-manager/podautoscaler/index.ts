/**
 * Gives what can be scaled as many pods as its load asks for. pkg/controller/podautoscaler
 *
 * Different from the real thing: only the resource metrics API is asked; there is no adapter for custom and external metrics
 * in this cluster, and their metrics fail as they do where nobody installed one.
 */
import type { Controller } from '../context.ts';
import { HorizontalController } from './horizontal.ts';

export const horizontalPodAutoscalerController: Controller = {
  name: 'horizontal-pod-autoscaler',
  start: (context) => void new HorizontalController(context),
};
