/**
 * export: what leaves the page as a file: the picture (SVG, PNG), a recording of a stretch of time (GIF, WebM), the trace for
 * ui.perfetto.dev and as it is. Made in the page, of what is on it; nothing is fetched or sent. Loaded when it is first asked for.
 */
export { pictureFile } from './picture.ts';
export { perfettoJson } from './perfetto.ts';
export { recordGif, recordWebm, type Recording } from './recording.ts';
export { save } from './save.ts';
