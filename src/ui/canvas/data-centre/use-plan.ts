import { useEffect, useState } from 'react';
import type { FloorPlan } from './floor-plan.ts';
import type { Hall } from './hall.ts';

/** The plan of a hall, and for as long as it is shown the hall keeps up with the playhead. */
export function usePlan(hall: Hall): FloorPlan {
  const [plan, setPlan] = useState(hall.plan);
  useEffect(() => {
    const stop = hall.follow();
    const forget = hall.changed.add((change) => change.plan && setPlan(hall.plan));
    setPlan(hall.plan);
    return () => {
      stop();
      forget();
    };
  }, [hall]);
  return plan;
}

/** Re-renders when something in the hall changed, at most once in so many milliseconds. */
export function useHallVersion(hall: Hall, everyMs = 500): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = hall.changed.add(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((before) => before + 1);
      }, everyMs);
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [hall, everyMs]);
  return version;
}
