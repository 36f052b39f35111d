import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

/** room → [rooms it may import, packages it may import, why]. */
export const ROOMS: Record<string, [string[], string[] | 'any', string]>;
/** [from, to, why it is still there]. */
export const DEBTS: [string, string, string][];

declare const configuration: { forbidden: IForbiddenRuleType[]; options: ICruiseOptions };
export default configuration;
