import type { ReactNode } from 'react';

/** One state of one thing that the page draws, as it is shown on `/kit` and compared in picture tests. */
export interface Story {
  /** As an operator would call the state: `CrashLoopBackOff`, `quota used up`. */
  readonly name: string;
  readonly render: () => ReactNode;
}

/**
 * What a `*.kit.tsx` file beside a component exports by default: every state that the component can be in. The page finds the
 * files by their name, so adding a sheet is adding its file.
 */
export interface Sheet {
  /** The component's name, and the name of its pictures. */
  readonly title: string;
  readonly stories: readonly Story[];
  /** What the stories stand in, such as a board; by default nothing. */
  readonly frame?: (story: ReactNode) => ReactNode;
}
