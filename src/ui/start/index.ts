/**
 * start: the first minute. Doors over the living cluster, and behind each a lesson that plays itself by the learner's own means
 * (apply, delete, a hand on a machine) and then hands over.
 *
 * Promises: nothing is staged, the cluster stays in sight and in reach, and a lesson can be hurried or left at any time. An
 * address with `?lesson=<id>` opens its lesson at once.
 */
export { StartScreen } from './start-screen.tsx';
