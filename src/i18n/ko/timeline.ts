import type { timeline as english } from '../en/timeline.ts';

export const timeline: Readonly<Record<keyof typeof english, string>> = {
  'timeline.title': '타임라인',
};
