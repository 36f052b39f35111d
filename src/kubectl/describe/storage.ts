import type { ICSINode } from 'kubernetes-models/storage.k8s.io/v1/CSINode';
import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1/StorageClass';
import type { IVolumeAttributesClass } from 'kubernetes-models/storage.k8s.io/v1/VolumeAttributesClass';
import { formatLabels } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline, type StringMap } from './metadata.ts';
import { describeTerm } from './persistentvolume.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { list, rfc1123z, titledOrUnset } from './text.ts';

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** IsDefaultAnnotationText. */
function defaultText(annotations: StringMap | undefined): string {
  return DEFAULT_CLASS.some((key) => annotations?.[key] === 'true') ? 'Yes' : 'No';
}

function describeTopologies(topologies: IStorageClass['allowedTopologies'], w: PrefixWriter): void {
  if (topologies === undefined) return;
  w.line(0, `AllowedTopologies:\t${topologies.length === 0 ? '<none>' : ''}`);
  topologies.forEach(({ matchLabelExpressions }, at) => {
    const requirements = (matchLabelExpressions ?? []).map((expression) => ({ ...expression, operator: 'In' }));
    describeTerm(w, 1, `Term ${at}`, requirements);
  });
}

export const storageClassDescriber = describing<IStorageClass>(async (storageClass, settings, subject) => {
  const { metadata, provisioner, parameters, mountOptions, reclaimPolicy, volumeBindingMode } = storageClass;
  const events = await eventsOf(settings, subject, storageClass);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `IsDefaultClass:\t${defaultText(metadata?.annotations)}`);
    w.line(0, `Annotations:\t${formatLabels(metadata?.annotations)}`);
    w.line(0, `Provisioner:\t${provisioner}`);
    w.line(0, `Parameters:\t${formatLabels(parameters)}`);
    w.line(0, `AllowVolumeExpansion:\t${titledOrUnset(storageClass.allowVolumeExpansion)}`);
    w.line(0, (mountOptions ?? []).length === 0 ? 'MountOptions:\t<none>' : 'MountOptions:');
    for (const option of mountOptions ?? []) w.line(1, option);
    if (reclaimPolicy !== undefined) w.line(0, `ReclaimPolicy:\t${reclaimPolicy}`);
    if (volumeBindingMode !== undefined) w.line(0, `VolumeBindingMode:\t${volumeBindingMode}`);
    describeTopologies(storageClass.allowedTopologies, w);
    describeEvents(events, w, settings.now);
  };
});

export const volumeAttributesClassDescriber = describing<IVolumeAttributesClass>(async (object, settings, subject) => {
  const { metadata, driverName, parameters } = object;
  const events = await eventsOf(settings, subject, object);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Annotations:\t${formatLabels(metadata?.annotations)}`);
    w.line(0, `DriverName:\t${driverName}`);
    w.line(0, `Parameters:\t${formatLabels(parameters)}`);
    describeEvents(events, w, settings.now);
  };
});

export const csiNodeDescriber = describing<ICSINode>(async (node, settings, subject) => {
  const { metadata, spec } = node;
  const events = await eventsOf(settings, subject, node);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `CreationTimestamp:\t${rfc1123z(metadata?.creationTimestamp)}`);
    w.line(0, 'Spec:');
    // A list that is there and empty has its title; one that is null has not.
    if ((spec.drivers as unknown) != null) w.line(1, 'Drivers:');
    for (const { name, nodeID, allocatable, topologyKeys } of spec.drivers ?? []) {
      w.line(2, `${name}:`);
      w.line(3, `Node ID:\t${nodeID}`);
      if (allocatable?.count !== undefined) {
        w.line(3, 'Allocatables:');
        w.line(4, `Count:\t${allocatable.count}`);
      }
      if (topologyKeys != null) w.line(3, `Topology Keys:\t${list(topologyKeys)}`);
    }
    describeEvents(events, w, settings.now);
  };
});
