/** Messages of src/ui/editor. */
export const editor = {
  'editor.title': 'Editor',
} as const;
