import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { describeContainers } from './containers.ts';
import { annotationsMultiline, labelsMultiline, spreadConstraints, tolerationsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { describeVolumes } from './volumes.ts';

/** DescribePodTemplate. */
export function describePodTemplate(template: IPodTemplateSpec | undefined, w: PrefixWriter): void {
  w.line(0, 'Pod Template:');
  if (template === undefined) {
    w.write(1, '<unset>');
    return;
  }
  const { metadata, spec } = template;
  labelsMultiline(w, '  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) {
    annotationsMultiline(w, '  Annotations', metadata?.annotations);
  }
  if ((spec?.serviceAccountName ?? '') !== '') w.line(1, `Service Account:\t${spec?.serviceAccountName}`);
  if ((spec?.initContainers ?? []).length > 0) {
    describeContainers('Init Containers', spec?.initContainers, undefined, undefined, w, '  ');
  }
  describeContainers('Containers', spec?.containers, undefined, undefined, w, '  ');
  describeVolumes(spec?.volumes, w, '  ');
  spreadConstraints(w, spec?.topologySpreadConstraints, '  ');
  if ((spec?.priorityClassName ?? '') !== '') w.line(1, `Priority Class Name:\t${spec?.priorityClassName}`);
  labelsMultiline(w, '  Node-Selectors', spec?.nodeSelector);
  tolerationsMultiline(w, '  Tolerations', spec?.tolerations);
}
