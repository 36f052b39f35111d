/**
 * terminal: the prompt in the left drawer. src/terminal is the machine and the shell; this draws it with xterm.js, which is
 * loaded when the drawer is first opened.
 *
 * Promises: whatever a cluster, a log or a file contains is shown as text in its colours; what runs in a tab goes on while the
 * drawer is closed; every control is reached by key, and Escape on an empty line leaves the terminal.
 */
export { TerminalDrawer } from './terminal-drawer.tsx';
