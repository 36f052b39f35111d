/** Outcomes of a plugin's step (staging/src/k8s.io/kube-scheduler/framework/interface.go). Success is no status at all. */
export type StatusCode =
  | 'Error'
  /** Other pods are in the way: preemption may help. */
  | 'Unschedulable'
  /** Nothing that is done to other pods can help. */
  | 'UnschedulableAndUnresolvable'
  | 'Wait'
  /** The plugin has nothing to say about this pod: its later steps are left out. */
  | 'Skip'
  /** The pod waits for somebody outside the scheduler. */
  | 'Pending';

/**
 * Why a plugin did not simply pass. Plugins keep their statuses as constants, so that filtering a thousand nodes makes no
 * garbage; reasons are data, and become a sentence only in fit-error.ts.
 */
export class Status {
  constructor(
    readonly code: StatusCode,
    readonly reasons: readonly string[],
    /** The plugin that said so; '' for the framework itself. */
    readonly plugin: string = '',
  ) {}

  get message(): string {
    return this.reasons.join(', ');
  }

  /** The pod cannot go there, as opposed to: something broke. */
  get isRejected(): boolean {
    return this.code === 'Unschedulable' || this.code === 'UnschedulableAndUnresolvable' || this.code === 'Pending';
  }
}

export const SKIP = new Status('Skip', []);
