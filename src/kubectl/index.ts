/**
 * kubectl: a command line becomes requests, and their answers become text. `kubectl(argv, world)` answers the exit code; the
 * world is the machine it runs on, a tab of the page's terminal or a Node process.
 *
 * It promises what kubectl 1.33 prints, byte for byte: outputs, warnings, error texts, exit codes. It differs where `--help`
 * explains: structure and flags are kubectl's, sentences and examples are ours. Plugins are not run, since the machine has
 * no programs of others; profiles are not recorded, and `-v` tells nothing.
 */
export { kubectl } from './main.ts';
export type * from './world.ts';
