import { ParseError } from './parse-error.ts';

/** Group, version, kind and resource names, and how Go prints them. pkg/runtime/schema/group_version.go */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

export interface GroupResource {
  readonly group: string;
  readonly resource: string;
}

export interface GroupVersionKind extends GroupKind {
  readonly version: string;
}

export interface GroupVersionResource extends GroupResource {
  readonly version: string;
}

/** `apps/v1`, or `v1` for the legacy group: what stands in an object's apiVersion. */
export function apiVersionOf(gv: GroupVersion): string {
  return gv.group === '' ? gv.version : `${gv.group}/${gv.version}`;
}

/** Answers undefined where Go answers `unexpected GroupVersion string: a/b/c`. */
export function tryParseGroupVersion(apiVersion: string): GroupVersion | undefined {
  if (apiVersion === '' || apiVersion === '/') return { group: '', version: '' };
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  if (apiVersion.indexOf('/', slash + 1) >= 0) return undefined;
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function parseGroupVersion(apiVersion: string): GroupVersion {
  const gv = tryParseGroupVersion(apiVersion);
  if (gv === undefined) throw new ParseError(`unexpected GroupVersion string: ${apiVersion}`);
  return gv;
}

/** FromAPIVersionAndKind: an unreadable apiVersion leaves group and version empty. */
export function gvkOf(apiVersion: string, kind: string): GroupVersionKind {
  const gv = tryParseGroupVersion(apiVersion);
  return gv === undefined ? { group: '', version: '', kind } : { group: gv.group, version: gv.version, kind };
}

export function groupKindString(gk: GroupKind): string {
  return gk.group === '' ? gk.kind : `${gk.kind}.${gk.group}`;
}

export function groupResourceString(gr: GroupResource): string {
  return gr.group === '' ? gr.resource : `${gr.resource}.${gr.group}`;
}

/** `apps/v1, Kind=Deployment`; `/v1, Kind=Pod`. */
export function gvkString(gvk: GroupVersionKind): string {
  return `${gvk.group}/${gvk.version}, Kind=${gvk.kind}`;
}

/** `apps/v1, Resource=deployments`. */
export function gvrString(gvr: GroupVersionResource): string {
  return `${gvr.group}/${gvr.version}, Resource=${gvr.resource}`;
}
