export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export type Sheet = HTMLCanvasElement | OffscreenCanvas;

/** A canvas that is never shown itself: other canvases are drawn from it. */
export function newSheet(width: number, height: number): Sheet {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

export function contextOf(sheet: HTMLCanvasElement): CanvasRenderingContext2D;
export function contextOf(sheet: Sheet): Context;
export function contextOf(sheet: Sheet): Context {
  const context = sheet instanceof HTMLCanvasElement ? sheet.getContext('2d') : sheet.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  return context;
}
