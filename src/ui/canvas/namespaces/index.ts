/**
 * namespaces: the virtual clusters that they are. Each is a plate in its own hue, with what runs in it, what it may use and what
 * it has used, and a fence where NetworkPolicies stand; what belongs to none lies on a plate outside of all. A namespace that is on
 * its way out is striped, and says what still holds it.
 *
 * Promises: a namespace keeps its place for life, and so does each thing on its plate.
 */
export { NamespacesView } from './namespaces-view.tsx';
