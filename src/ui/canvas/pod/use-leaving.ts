import { useEffect, useState } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useSession } from '../../store/index.ts';

const FADE_MS = 420;

/** What has just gone from a list, for as long as it takes to fade. What is not there after a jump through time has not just gone. */
export function useLeaving(objects: readonly ApiObject[]): readonly ApiObject[] {
  const { player } = useSession();
  const [before, setBefore] = useState(objects);
  const [leaving, setLeaving] = useState<readonly ApiObject[]>([]);
  if (before !== objects) {
    const here = new Set(objects.map((object) => object.metadata.uid));
    const gone = before.filter((object) => !here.has(object.metadata.uid));
    setBefore(objects);
    if (player.jumped) setLeaving([]);
    else if (gone.length > 0)
      setLeaving([...leaving.filter((object) => !here.has(object.metadata.uid)), ...gone].slice(-8));
  }
  useEffect(() => {
    if (leaving.length === 0) return undefined;
    const timer = setTimeout(() => setLeaving([]), FADE_MS);
    return () => clearTimeout(timer);
  }, [leaving]);
  return leaving;
}
