/**
 * share: a session in a line of text: seed and inputs, which are its whole history, and where one looked. Shared as a link whose
 * fragment never leaves the browser, and kept on this machine so that a reload or a crash of the tab loses nothing.
 *
 *   shared-session   what is in it, and the guard of what others send        pack   text ↔ session (gzip, base64url)
 *   gather           the session of the page as it is now                    open   a page that begins with one
 *   kept             the copy on this machine
 *
 * Promises: whatever a link contains is data, never markup or code; what cannot be read is told in words and changes nothing.
 */
export { gather, linkTo } from './gather.ts';
export { forgetKept, keepFor, keptSession } from './kept.ts';
export { openingOf, show, type Opening } from './open.ts';
export { type SharedSession } from './shared-session.ts';
