import { create } from 'zustand';
import type { StepKind } from './moments.ts';

interface StepChoice {
  readonly kind: StepKind;
}

/** By what the step buttons go. */
export const useStepKind = create<StepChoice>(() => ({ kind: 'telling' }));
