import type { inspector as english } from '../en/inspector.ts';

export const inspector: Readonly<Record<keyof typeof english, string>> = {
  'inspector.title': '인스펙터',
};
