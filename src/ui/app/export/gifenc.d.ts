/** The part of gifenc that is used; the package brings no types. */
declare module 'gifenc' {
  /** Colours as [r, g, b]. */
  export type Palette = readonly (readonly number[])[];

  export interface Encoder {
    /** `delay` in milliseconds. */
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: Palette; readonly delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
  export function quantize(rgba: Uint8ClampedArray, colours: number): Palette;
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;
}
