import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Glyph, type GlyphName } from './glyphs.tsx';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly glyph?: GlyphName;
  /** Its name; shown beside the glyph unless the button is round. */
  readonly label: string;
  readonly shape?: 'round';
  readonly tone?: 'bad' | 'brass';
  readonly pressed?: boolean;
  readonly shortcut?: string;
  readonly children?: ReactNode;
}

export function Button({ glyph, label, shape, tone, pressed, shortcut, children, ...rest }: Props) {
  return (
    <button
      type="button"
      className="button"
      data-shape={shape}
      data-tone={tone}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      {...rest}
    >
      {glyph && <Glyph name={glyph} />}
      {shape !== 'round' && <span>{label}</span>}
      {children}
    </button>
  );
}
