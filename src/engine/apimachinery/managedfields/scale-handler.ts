import { difference, intersection, pathSet } from './fields-v1.ts';
import { isOwn, newManager, sortManagers, withFields, type Author, type Manager, type Managers } from './managers.ts';

/** A Scale's own field of replicas, and the version it is in. */
const REPLICAS_IN_SCALE = pathSet('f:spec', 'f:replicas');
const SCALE_VERSION = 'autoscaling/v1';

/** Where an object of a version has its replicas: most have them where a Scale has them. */
const REPLICAS = REPLICAS_IN_SCALE;

/**
 * What a Scale shows of who manages its object: only who manages the replicas. apimachinery/pkg/util/managedfields/scalehandler.go
 * ToSubresource
 */
export function scaleEntries(parent: Managers): Managers {
  const shown: Manager[] = [];
  for (const entry of parent) {
    if (intersection(entry.fieldsV1, REPLICAS) === undefined) continue;
    shown.push({ ...withFields(entry, REPLICAS_IN_SCALE), apiVersion: SCALE_VERSION });
  }
  return sortManagers(shown);
}

/** Who manages an object whose Scale was written: replicas go to whom the Scale says. ToParent */
export function parentEntries(parent: Managers, scale: Managers, apiVersion: string): Managers {
  const made: Manager[] = [];
  const left = new Set(scale);
  for (const entry of parent) {
    if (intersection(entry.fieldsV1, REPLICAS) === undefined) {
      made.push(entry);
      continue;
    }
    const shown = scale.find((one) => isOwn(one, authorInScale(entry)));
    if (shown !== undefined) {
      left.delete(shown);
      made.push(entry);
      continue;
    }
    const fields = difference(entry.fieldsV1, REPLICAS);
    if (fields !== undefined) made.push(withFields(entry, fields));
  }
  for (const entry of left) {
    const { manager, operation, subresource = '', time } = entry;
    made.push(newManager({ manager, operation, subresource, apiVersion }, time, REPLICAS));
  }
  return sortManagers(made);
}

function authorInScale({ manager, operation, subresource = '' }: Manager): Author {
  return { manager, operation, subresource, apiVersion: SCALE_VERSION };
}
