/** `npm run vopr -- [SEED]`: one seeded life of a whole cluster under faults, or ten of them; prints what reproduces a failure. */
import { vopr } from '../engine/testing/index.ts';

const [asked] = process.argv.slice(2);
const seeds = asked === undefined ? Array.from({ length: 10 }, (_, i) => 1 + i) : [Number(asked)];
if (seeds.some((seed) => !Number.isSafeInteger(seed) || seed < 0)) {
  console.error(`a seed is a whole number, not "${asked}"`);
  process.exit(2);
}
for (const seed of seeds) {
  try {
    console.log(JSON.stringify(vopr({ seed })));
  } catch (error) {
    console.error(error);
    console.error(`reproduce with: npm run vopr -- ${seed}`);
    process.exitCode = 1;
  }
}
