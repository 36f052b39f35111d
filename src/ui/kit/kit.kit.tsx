import { Button } from './button.tsx';
import { Glyph, GLYPHS } from './glyphs.tsx';
import type { Sheet } from './story.ts';

const sheet: Sheet = {
  title: 'controls',
  stories: [
    { name: 'button', render: () => <Button glyph="pen" label="Editor" /> },
    { name: 'pressed', render: () => <Button glyph="pen" label="Editor" pressed /> },
    { name: 'brass', render: () => <Button glyph="lens" label="Why?" tone="brass" /> },
    { name: 'bad', render: () => <Button glyph="trash" label="Delete" tone="bad" /> },
    { name: 'disabled', render: () => <Button glyph="live" label="Live" disabled /> },
    { name: 'round', render: () => <Button glyph="play" label="Play" shape="round" /> },
    { name: 'key', render: () => <kbd>Shift</kbd> },
    ...GLYPHS.map((name) => ({ name, render: () => <Glyph name={name} /> })),
  ],
};
export default sheet;
