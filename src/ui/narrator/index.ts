/** narrator: one sentence about what happens at the playhead. `narrate` is pure; the line on the page shows its latest. */
export { narrate, type Lookup, type Narration } from './narrate.ts';
export { NarratorLine } from './narrator-line.tsx';
export { sentence } from './sentence.ts';
export { nounOf } from '../kinds/index.ts';
export { atLevel, narrateFor, useLevel, type Level } from './level.ts';
