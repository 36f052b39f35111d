import type { Controller } from '../context.ts';
import { LocalPathProvisioner } from './local-path-provisioner.ts';
import { PersistentVolumeController } from './persistent-volume-controller.ts';

export const persistentVolumeBinderController: Controller = {
  name: 'persistentvolume-binder-controller',
  start: (context) => void new PersistentVolumeController(context),
};

/** Not upstream's: a program of its own that runs in a pod of the clusters that have it. */
export const localPathProvisioner: Controller = {
  name: 'local-path-provisioner',
  start: (context) => void new LocalPathProvisioner(context),
};
