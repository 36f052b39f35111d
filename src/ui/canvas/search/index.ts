/**
 * search: looking for something on the stage, whatever view is shown. What is looked for stays lit and all else is dimmed; the
 * camera goes to what is chosen and, if asked to, stays with it.
 *
 *   store/filter     what is looked for: terms, and whether something is it
 *   facts, find      what can be asked of an object; what a text finds, and how it may go on
 *   dimming          marks what is drawn and was not looked for
 *   finder, follow   the field behind `/`, and `G`
 */
export { dimUnmatched } from './dimming.ts';
export { Finder } from './finder.tsx';
export { Follow } from './follow.tsx';
export { setFinder, useFinder } from './finder-state.ts';
