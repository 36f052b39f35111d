/**
 * kinds: what the page knows of a kind, in one place: where it is served, its sign, what it is called, the one line that tells how
 * an object of it is, and what it points at.
 *
 * Promises: every kind that Kubernetes stores has a sign and a word; a kind that somebody defined while the cluster ran has good
 * ones too; a state is pure in its object; edges come from each kind's own table in engine/api, so what the API server knows and
 * what is drawn cannot differ.
 */
export { edgesFrom, pointsAt, relations, type Edge, type Lister } from './related.ts';
export { KindSign, type SignName } from './signs.tsx';
export { stateOf, stateText, type KindState } from './state.ts';
export { customKind, kindNamed, kindOfResource, KINDS, nounOf, resourceOfKind, type KindFacts } from './table.ts';
import './kinds.css';
