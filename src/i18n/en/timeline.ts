/** Messages of src/ui/timeline. */
export const timeline = {
  'timeline.title': 'Timeline',
} as const;
