import type { start as english } from '../en/start.ts';

export const start: Readonly<Record<keyof typeof english, string>> = {
  'start.title': '시작',
};
