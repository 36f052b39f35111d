import {
  field,
  setMatches,
  type ErrorList,
  type LabelSelector,
  type LabelSet,
  type Path,
} from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from './types.ts';
import { checkPodTemplate } from './validation-template.ts';

const NO_MATCH = '`selector` does not match template `labels`';

/**
 * The template inside a workload: ValidatePodTemplateSpecForReplicaSet, ValidatePodTemplateSpecForRC and DaemonSet's, which
 * differ in the kind they name.
 */
export function checkWorkloadTemplate(
  errors: ErrorList,
  path: Path,
  template: PodTemplateSpec,
  matches: boolean,
  kind: string,
): void {
  if (!matches)
    errors.push(field.invalid(path.child('metadata', 'labels'), template.metadata.labels ?? null, NO_MATCH));
  checkPodTemplate(errors, path, template);
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy !== 'Always') {
    errors.push(field.notSupported(path.child('spec', 'restartPolicy'), restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(field.forbidden(path.child('spec', 'activeDeadlineSeconds'), why));
  }
}

/** An empty selector is reported elsewhere, and matches here. */
export function selectorMatches(selector: LabelSelector, template: PodTemplateSpec): boolean {
  return selector.empty() || selector.matches(template.metadata.labels ?? {});
}

export function setSelectorMatches(selector: LabelSet | undefined, template: PodTemplateSpec): boolean {
  return setMatches(selector ?? {}, template.metadata.labels);
}
