import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';

export interface Secret extends ApiObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly metadata: ObjectMeta;
  /** Base64. `stringData` of the wire is folded in by the strategy and never stored. */
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly type: string;
  readonly immutable?: boolean;
}
