import type { ITaint } from 'kubernetes-models/v1/Taint';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint';
import {
  byteLength,
  compareStrings,
  decodeUTF8,
  encodeUTF8,
  formatLabelSelector,
  getControllerOf,
  sortedKeys,
  type ApiObject,
  type WireLabelSelector,
} from '../../engine/apimachinery/index.ts';
import type { PrefixWriter } from './prefix-writer.ts';

export type StringMap = Readonly<Record<string, string>>;

/** As much of an object's metadata as descriptions begin with. */
export interface Meta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly creationTimestamp?: string | null;
  readonly deletionTimestamp?: string | null;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
export const MAX_ANNOTATION = 140;

/** A title, then one line for each, below each other. Each piece is written on its own, as a nested writer indents each. */
function multiline(w: PrefixWriter, indent: string, title: string, lines: readonly (readonly string[])[]): void {
  w.write(0, `${indent}${title}:\t`);
  if (lines.length === 0) w.line(0, '<none>');
  lines.forEach((pieces, at) => {
    if (at > 0) w.write(0, `${indent}\t`);
    for (const piece of pieces) w.line(0, piece);
  });
}

function single(line: string): readonly string[] {
  return [line];
}

/** printLabelsMultilineWithIndent. */
export function labelsMultiline(w: PrefixWriter, title: string, labels: StringMap | undefined, indent = ''): void {
  const lines = sortedKeys(labels).map((key) => [`${key}=${labels?.[key] ?? ''}`]);
  multiline(w, indent, title, lines);
}

/** So many bytes of a text, and dots for the rest. */
export function shortened(text: string, max: number): string {
  return byteLength(text) > max ? `${decodeUTF8(encodeUTF8(text).slice(0, max))}...` : text;
}

/** printAnnotationsMultiline: what is long or has several lines stands below its key, cut. */
export function annotationsMultiline(w: PrefixWriter, title: string, annotations: StringMap | undefined): void {
  const lines = sortedKeys(annotations)
    .filter((key) => key !== LAST_APPLIED)
    .map((key) => {
      const value = (annotations?.[key] ?? '').replace(/\n$/, '');
      const fits = byteLength(value) + byteLength(key) + 2 <= MAX_ANNOTATION && !value.includes('\n');
      if (fits) return [`${key}: ${value}`];
      return [`${key}:`, ...value.split('\n').map((line) => `\t  ${shortened(line, MAX_ANNOTATION - 2)}`)];
    });
  multiline(w, '', title, lines);
}

/** `ReplicaSet/web-7c5`, or nothing. */
export function controlledBy(w: PrefixWriter, object: object): void {
  const controller = getControllerOf(object as ApiObject);
  if (controller !== undefined) w.line(0, `Controlled By:\t${controller.kind}/${controller.name}`);
}

/** Taint.ToString: `key=value:NoSchedule`. */
export function taintText({ key, value, effect }: ITaint): string {
  return value === undefined || value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

export function taintsMultiline(w: PrefixWriter, taints: readonly ITaint[] | undefined): void {
  const order = ({ effect, key }: ITaint): string => `${effect},${key}`;
  const sorted = [...(taints ?? [])].sort((a, b) => compareStrings(order(a), order(b)));
  multiline(w, '', 'Taints', sorted.map(taintText).map(single));
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: IToleration): string {
  let text = key ?? '';
  if (value !== undefined && value !== '') text += `=${value}`;
  if (effect !== undefined) text += `:${effect}`;
  if (operator === 'Exists' && (value ?? '') === '') text += text === '' ? 'op=Exists' : ' op=Exists';
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

export function tolerationsMultiline(w: PrefixWriter, title: string, tolerations?: readonly IToleration[]): void {
  const sorted = [...(tolerations ?? [])].sort((a, b) => compareStrings(a.key ?? '', b.key ?? ''));
  multiline(w, '', title, sorted.map(tolerationText).map(single));
}

/** Names below each other, as `Used By` has them. */
export function namesMultiline(w: PrefixWriter, title: string, names: readonly string[]): void {
  multiline(w, '', title, [...names].sort(compareStrings).map(single));
}

function constraintText({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }: ITopologySpreadConstraint): string {
  const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded`;
  return labelSelector === undefined
    ? text
    : `${text} for selector ${formatLabelSelector(labelSelector as WireLabelSelector)}`;
}

/** describeTopologySpreadConstraints. */
export function spreadConstraints(
  w: PrefixWriter,
  constraints: readonly ITopologySpreadConstraint[] | undefined,
  indent: string,
): void {
  if (constraints === undefined || constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => compareStrings(a.topologyKey, b.topologyKey));
  multiline(w, indent, 'Topology Spread Constraints', sorted.map(constraintText).map(single));
}
