import type { Strip } from './strip.ts';

/**
 * What a key does while the strip has the focus: arrows move the playhead by a hundredth of what is shown, with Shift to the
 * next telling moment, Page keys by a tenth, Home and End to the ends, + and − look closer and farther. True: it did.
 */
export function slideByKey(strip: Strip, key: string, shift: boolean): boolean {
  const { player } = strip.session;
  const { view, index } = strip;
  const x = view.xOf(player.playhead);
  const by = (pixels: number): void => {
    const to = view.timeAt(x + pixels);
    // Where silence is shortened a pixel may be less than the playhead's own grain.
    player.seek(to === player.playhead ? to + Math.sign(pixels) : to);
  };
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      if (shift) player.seek(index.telling.time(index.telling.before(player.playhead) - 1) || 0);
      else by(-view.width / 100);
      return true;
    case 'ArrowRight':
    case 'ArrowUp':
      if (shift) player.seek(index.telling.time(index.telling.upTo(player.playhead)) || player.edge);
      else by(view.width / 100);
      return true;
    case 'PageDown':
      by(-view.width / 10);
      return true;
    case 'PageUp':
      by(view.width / 10);
      return true;
    case 'Home':
      player.seek(0);
      return true;
    case 'End':
      player.seekLive();
      return true;
    case '+':
    case '=':
      strip.zoom(x, 0.6);
      return true;
    case '-':
      strip.zoom(x, 1 / 0.6);
      return true;
    default:
      return false;
  }
}
