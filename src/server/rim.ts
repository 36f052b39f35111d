import { documentation } from './documentation.ts';
import { yaml } from './yaml.ts';

/** What the engine does not have of its own and every host in Node gives it. */
export const rim = { yaml, documentation } as const;
