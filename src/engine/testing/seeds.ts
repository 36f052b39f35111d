/** Seeds that found something, with what they found: they stay, and every run of the tests lives through them again. */
export const SEEDS: readonly { readonly seed: number; readonly found: string }[] = [
  { seed: 1, found: 'a pod whose address changed with its sandbox kept both, and its status was refused for ever' },
  { seed: 5, found: 'a pod that the node controller marked not ready stayed so after its node came back' },
  { seed: 9, found: 'the same, behind a partition' },
];
