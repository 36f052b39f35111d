/** Messages of src/ui/start. */
export const start = {
  'start.title': 'Start',
} as const;
