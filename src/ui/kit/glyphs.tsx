/** Our own signs, on a grid of 16: shape tells before colour does. Drawn with strokes, so that they take the text's hue. */
const PATHS = {
  pending: 'M8 2.5a5.5 5.5 0 1 0 .01 0z',
  creating: 'M8 2.5a5.5 5.5 0 0 1 5.5 5.5M11.2 12.5A5.5 5.5 0 0 1 4.8 12.5M2.5 8a5.5 5.5 0 0 1 1.6-3.9',
  running: 'M5.5 3.8v8.4l7-4.2z',
  ready: 'M3 8.5l3.3 3.5L13 4.5',
  succeeded: 'M4.5 14V2.5M4.5 3h8l-2.2 2.8L12.5 9h-8',
  failed: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  backoff: 'M4 2.5h8M4 13.5h8M5 2.5c0 3 6 3.5 6 5.5s-6 2.5-6 5.5M11 2.5c0 3-6 3.5-6 5.5s6 2.5 6 5.5',
  terminating: 'M2.5 8h11M8 2.5a5.5 5.5 0 1 0 .01 0z',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.3 8.7 8 9.2 8 10M8 12.8v.1',
  'not-ready': 'M2 8h3.5M10.5 8H14M6.5 5.5l-1 5M10.5 5.5l-1 5',
  cordoned: 'M3.5 12.5l9-9M8 2.5a5.5 5.5 0 1 0 .01 0z',
  play: 'M5 3.2v9.6L13 8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  back: 'M11 3.5L5.5 8l5.5 4.5zM4 3.5v9',
  forward: 'M5 3.5L10.5 8 5 12.5zM12 3.5v9',
  live: 'M8 6a2 2 0 1 0 .01 0zM4.2 4.2a5.4 5.4 0 0 0 0 7.6M11.8 4.2a5.4 5.4 0 0 1 0 7.6',
  cinematic: 'M2.5 4.5h11v7h-11zM5 4.5v7M11 4.5v7',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  power: 'M8 2.5V8M4.6 4.6a5 5 0 1 0 6.8 0',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M7 7v4M9 7v4',
  crash: 'M9 2L4.5 8.8h3L6.5 14l5-7h-3z',
  wire: 'M2 8h4M10 8h4M6.5 5.5v5M9.5 5.5v5',
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  folded: 'M6 4l4 4-4 4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  pen: 'M3 13l.6-3L10.8 2.8l2.4 2.4L6 12.4z',
  lens: 'M7 2.5a4.5 4.5 0 1 0 .01 0zM10.3 10.3L13.5 13.5',
  screen: 'M2.5 3.5h11v7.5h-11zM6 13.5h4M8 11v2.5',
  keys: 'M2 4.5h12v7H2zM4.5 7h.1M7 7h.1M9.5 7h.1M12 7h.1M5 9.5h6',
  sun: 'M8 5.5a2.5 2.5 0 1 0 .01 0zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  globe: 'M8 2a6 6 0 1 0 .01 0zM2 8h12M8 2c2.5 2 2.5 10 0 12M8 2c-2.5 2-2.5 10 0 12',
  prompt: 'M2.5 3.5h11v9h-11zM4.8 6l2 2-2 2M8.5 10.2h3',
  reader: 'M2.5 6.2v3.6h2.4L8 12.6V3.4L4.9 6.2zM10.2 6.2a2.6 2.6 0 0 1 0 3.6M12 4.2a5.2 5.2 0 0 1 0 7.6',
  folder: 'M2 4.5h4l1.5 1.5H14v6.5H2z',
  folderOpen: 'M2 12.5v-8h4L7.5 6H13v2M2 12.5L4 8h10.5l-2 4.5z',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  open: 'M8 10V2.5M5 5.5l3-3 3 3M2.5 10v3.5h11V10',
  openFolder: 'M2 12.5v-8h4L7.5 6H14v6.5zM8 10.8V7.8M6.6 9L8 7.6 9.4 9',
  copy: 'M5.5 5.5h7.5v8H5.5zM3 10.5v-8h7.5',
  diff: 'M5 2.5v11M11 2.5v11M2.8 6h4.4M8.8 10h4.4',
  eye: 'M1.8 8C4.5 3.5 11.5 3.5 14.2 8c-2.7 4.5-9.7 4.5-12.4 0zM8 6.3a1.7 1.7 0 1 0 .01 0z',
  save: 'M8 2.5V10M5 7l3 3 3-3M2.5 10v3.5h11V10',
  branches:
    'M4 4.2v7.6M4 8h5.5a2 2 0 0 0 2-2V4.5M4 2.3a1 1 0 1 0 .01 0zM4 11.8a1 1 0 1 0 .01 0zM11.5 2.5a1 1 0 1 0 .01 0z',
  compare: 'M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v9H9z',
  until: 'M2.5 8h7M7 5l3 3-3 3M13 3.5v9',
  branch: 'M4.5 2.5v11M4.5 9.5c0-3 7-1.5 7-5.5M9.5 5.5l2-2 2 2',
  pin: 'M6 2.5h4l-.6 4 2.1 2.2H4.5l2.1-2.2zM8 8.7v4.8',
  left: 'M10 3.5L5.5 8l4.5 4.5',
  right: 'M6 3.5L10.5 8 6 12.5',
  machine: 'M2.5 3h11v4.5h-11zM2.5 8.5h11V13h-11zM5 5.2h.1M5 10.8h.1',
  door: 'M4 14V6.5a4 4 0 0 1 8 0V14M2.5 14h11M9.6 10.2h.1',
  chart: 'M2.5 2.5v11h11M4.5 10.5l3-4 2.5 2.5 3.5-5',
  traffic: 'M1.5 8h4M5.5 8c3 0 2-4.5 5-4.5h3.5M5.5 8c3 0 2 4.5 5 4.5h3.5M12 1.5l2 2-2 2M12 10.5l2 2-2 2',
  send: 'M2.5 8h10M9 4.5L12.5 8 9 11.5',
  stop: 'M4 4h8v8H4z',
  more: 'M8 3.4v.1M8 8v.1M8 12.6v.1',
  command:
    'M6 6h4v4H6zM6 6H4.4A1.6 1.6 0 1 1 6 4.4zM10 6h1.6A1.6 1.6 0 1 0 10 4.4zM6 10H4.4A1.6 1.6 0 1 0 6 11.6zM10 10h1.6a1.6 1.6 0 1 1-1.6 1.6z',
  book: 'M8 4.5C6.5 3.3 4.5 3 2.5 3v9.5c2 0 4 .3 5.5 1.5 1.5-1.2 3.5-1.5 5.5-1.5V3c-2 0-4 .3-5.5 1.5zM8 4.5V14',
  share:
    'M12 3.5a1.7 1.7 0 1 0 .01 0zM4 6.3a1.7 1.7 0 1 0 .01 0zM12 9.1a1.7 1.7 0 1 0 .01 0zM5.5 7.3l5-1.4M5.5 8.7l5 1.5',
  picture: 'M2.5 3.5h11v9h-11zM2.5 10.5l3-3 2.5 2.5 2-2 3.5 3.5M10.5 6v.1',
  film: 'M2.5 4h8v8h-8zM10.5 7l3-2v6l-3-2z',
  tree: 'M2.5 6h4v4h-4zM10 2.5h3.5V6H10zM10 10h3.5v3.5H10zM6.5 8H8.2M10 4.2H8.2v7.6H10',
  fence: 'M2.5 2.5h11v11h-11zM5 5h2.5v2.5H5zM9.5 5h1.5M9.5 7.5h1.5M5 10.5h6',
  start: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
} as const;

export type GlyphName = keyof typeof PATHS;

export const GLYPHS = Object.keys(PATHS) as readonly GlyphName[];

/** A sign's path, on its grid of 16, for what is drawn many at once. */
export function glyphPath(name: GlyphName): string {
  return PATHS[name];
}

export function Glyph({ name, className = '' }: { readonly name: GlyphName; readonly className?: string }) {
  return (
    <svg className={`glyph ${className}`} viewBox="0 0 16 16" aria-hidden="true" data-glyph={name}>
      <path d={PATHS[name]} />
    </svg>
  );
}
