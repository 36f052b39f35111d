/** kit: tokens, signs and the few controls that every room of the page uses. */
export { Button } from './button.tsx';
export { Glyph, glyphPath, type GlyphName } from './glyphs.tsx';
export { applyTheme, rememberedTheme, type Theme } from './theme.ts';
export { type Sheet, type Story } from './story.ts';
