/**
 * editor: the left drawer, where manifests are written and sent. Apply does what `kubectl apply -f` does, as a client of the
 * API: it finds out where each kind is served, reads what is there, and creates it, patches it by a three-way strategic merge,
 * or leaves it. What the server refuses stands in its own words, under the line that it is about.
 *
 * Promises: a manifest that is refused changes nothing and is not lost; drafts survive a reload; whatever a manifest or an
 * answer contains is shown as text; Monaco is loaded when the drawer is first opened.
 *
 * It differs from kubectl in this: the line numbers of syntax errors count from the beginning of the file, and point at the
 * place itself, where go-yaml counts from the beginning of the document and often names the line before.
 */
export { EditorDrawer } from './editor-drawer.tsx';
