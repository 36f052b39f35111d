/**
 * page: `/kit`, hidden from learners. Every `*.kit.tsx` of the house is a sheet of it: all states of a component, with time
 * stopped, in every theme and language. e2e/kit.e2e.ts compares the sheets with their pictures.
 */
export { KitPage } from './kit-page.tsx';
