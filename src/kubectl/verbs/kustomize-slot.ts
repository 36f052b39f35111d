import { CommandError } from '../cobra/errors.ts';
import type { Kustomize } from '../resource/index.ts';

/** What -k means to every command. */
export const kustomize: Kustomize = (_world, folder) =>
  Promise.reject(
    new CommandError(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    ),
  );
