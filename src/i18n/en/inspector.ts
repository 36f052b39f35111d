/** Messages of src/ui/inspector. */
export const inspector = {
  'inspector.title': 'Inspector',
} as const;
