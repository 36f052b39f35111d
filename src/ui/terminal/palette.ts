import type { ITheme } from '@xterm/xterm';

/** Sixteen colours that can be read on our paper, light and dark: each passes WCAG AA on its background. */
const LIGHT = {
  black: '#22252c',
  red: '#b02d1c',
  green: '#1a7350',
  yellow: '#8a5a00',
  blue: '#2357b0',
  magenta: '#7a3a9c',
  cyan: '#0b6a78',
  white: '#575c66',
  brightBlack: '#6b6f78',
  brightRed: '#c2341f',
  brightGreen: '#1b7a54',
  brightYellow: '#946200',
  brightBlue: '#2a62c4',
  brightMagenta: '#8a44b0',
  brightCyan: '#0c7483',
  brightWhite: '#22252c',
};
const DARK = {
  black: '#69707c',
  red: '#ff937f',
  green: '#6fd0a2',
  yellow: '#efbf5f',
  blue: '#85b4ff',
  magenta: '#d2a8f5',
  cyan: '#74cfe0',
  white: '#ece7db',
  brightBlack: '#9b9da4',
  brightRed: '#ffad9d',
  brightGreen: '#8fe0bb',
  brightYellow: '#f6d489',
  brightBlue: '#a9caff',
  brightMagenta: '#e2c5fa',
  brightCyan: '#9be0ec',
  brightWhite: '#ffffff',
};

/** The theme that the page has now, from its own tokens. */
export function paletteNow(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const dark = document.documentElement.dataset['theme'] === 'dark';
  return {
    ...(dark ? DARK : LIGHT),
    background: token('--card'),
    foreground: token('--ink'),
    cursor: token('--brass'),
    cursorAccent: token('--card'),
    selectionBackground: dark ? '#4a5a78' : '#cfdcf2',
  };
}
