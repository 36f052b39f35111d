/**
 * editor: the left drawer, where manifests are written, understood and sent. It knows every kind's fields (schema/), what could
 * be written at the cursor (language/), what is wrong and how to put it right (findings/), who reads a field (readers/), what
 * applying would do and what it did (apply/, effects/), and writes down what runs (export/). Files are those of the terminal.
 *
 * Promises: a manifest that is refused changes nothing and is not lost; files survive a reload; whatever a manifest, a definition
 * or an answer contains is shown as text; looking, hovering and the dry run that follows typing leave the cluster as it is, to
 * the byte of its history; Monaco and the words of the API reference are loaded when the drawer is first opened.
 *
 * It differs from kubectl in this: the line numbers of syntax errors count from the beginning of the file, and point at the
 * place itself, where go-yaml counts from the beginning of the document and often names the line before. Its dry run asks no
 * webhooks, since the way to them would take time. Exported YAML leaves out what defaults would fill in again, also where
 * somebody had written it.
 */
export { EditorDrawer } from './editor-drawer.tsx';
