/** context: all that concerns one drawn thing, where it stands: by the other button, a long press, Shift+F10 or the menu key. */
export { useContextMenu } from './use-context-menu.ts';
