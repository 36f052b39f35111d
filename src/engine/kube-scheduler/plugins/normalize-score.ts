import { MAX_NODE_SCORE } from '../framework/interface.ts';

/**
 * Stretches scores so that the best is 100 (plugins/helper/normalize_score.go). With `reverse`, less was better. Whole
 * numbers throughout, cut as Go cuts them.
 */
export function defaultNormalizeScore(scores: number[], reverse: boolean): void {
  let best = 0;
  for (let i = 0; i < scores.length; i++) if ((scores[i] as number) > best) best = scores[i] as number;
  if (best === 0) {
    if (reverse) scores.fill(MAX_NODE_SCORE);
    return;
  }
  for (let i = 0; i < scores.length; i++) {
    const score = Math.trunc((MAX_NODE_SCORE * (scores[i] as number)) / best);
    scores[i] = reverse ? MAX_NODE_SCORE - score : score;
  }
}
