import { useEffect, useState } from 'react';
import { nameOf } from '../../terminal/files/index.ts';
import { useSession } from '../store/index.ts';
import { planManifest, type ManifestPlan } from './apply/plan.ts';

/** How long nothing must be typed before the server is asked, in milliseconds. */
const PAUSE = 400;

export interface Planned {
  readonly path: string;
  readonly text: string;
  readonly plan: ManifestPlan;
}

/**
 * What applying a file would do: a dry run by the server after every pause in typing, and again when `again` changes. The answer
 * to an older text is dropped.
 */
export function usePlan(path: string | undefined, text: string, again: unknown): Planned | undefined {
  const session = useSession();
  const [planned, setPlanned] = useState<Planned>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let left = false;
    const ask = (): void => {
      planManifest(text, nameOf(path), session.connection)
        .then((plan) => {
          if (!left) setPlanned({ path, text, plan });
        })
        // A cluster that is being started anew does not answer; it will be asked again.
        .catch(() => undefined);
    };
    const timer = setTimeout(ask, PAUSE);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [session, path, text, again]);
  return planned?.path === path ? planned : undefined;
}
