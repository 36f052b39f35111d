import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { IIngressBackend } from 'kubernetes-models/networking.k8s.io/v1/IngressBackend';
import type { IIngressClass } from 'kubernetes-models/networking.k8s.io/v1/IngressClass';
import type { IService } from 'kubernetes-models/v1/Service';
import { compareStrings } from '../../engine/apimachinery/index.ts';
import { corePath } from '../rest/list-all.ts';
import { describing, type Settings } from './describer.ts';
import { endpointsText, slicesOf } from './endpoint-slices.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';

type ServiceBackend = NonNullable<IIngressBackend['service']>;

/** The port of a service that a backend means, by name. */
function portNameOf({ port }: ServiceBackend, service: IService): string {
  const { number = 0, name = '' } = port ?? {};
  const found = (service.spec?.ports ?? []).findLast(
    (candidate) => (number !== 0 && number === candidate.port) || (name !== '' && name === candidate.name),
  );
  return found?.name ?? '';
}

/** describeBackendV1: `web:80 (10.244.1.2:8080)`. */
async function backendText(settings: Settings, namespace: string, backend: IIngressBackend): Promise<string> {
  const { service: to, resource } = backend;
  if (to !== undefined) {
    const number = to.port?.number ?? 0;
    const target = `${to.name}:${number === 0 ? (to.port?.name ?? '') : number}`;
    try {
      const slices = await slicesOf(settings, namespace, to.name);
      const path = `${corePath('services', namespace)}/${encodeURIComponent(to.name)}`;
      const service = (await settings.rest.get(path)) as unknown as IService;
      return `${target} (${endpointsText(slices, portNameOf(to, service))})`;
    } catch (error) {
      return `${target} (<error: ${error instanceof Error ? error.message : String(error)}>)`;
    }
  }
  if (resource === undefined) return '';
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`;
}

function addressText({ status }: IIngress): string {
  const addresses = new Set((status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || ''));
  addresses.delete('');
  return [...addresses].sort(compareStrings).join(',');
}

function describeTLS(tls: NonNullable<IIngress['spec']>['tls'], w: PrefixWriter): void {
  if (tls === undefined || tls.length === 0) return;
  w.line(0, 'TLS:');
  for (const { secretName, hosts } of tls) {
    const names = (hosts ?? []).join(',');
    w.line(1, (secretName ?? '') === '' ? `SNI routes ${names}` : `${secretName} terminates ${names}`);
  }
}

interface Route {
  readonly host: string;
  readonly paths: readonly { readonly path: string; readonly backend: string }[];
}

async function routesOf(settings: Settings, { metadata, spec }: IIngress): Promise<readonly Route[]> {
  const routes: Route[] = [];
  for (const { host, http } of spec?.rules ?? []) {
    if (http === undefined) continue;
    const paths: { path: string; backend: string }[] = [];
    for (const { path, backend } of http.paths) {
      paths.push({ path: path ?? '', backend: await backendText(settings, metadata?.namespace ?? '', backend) });
    }
    routes.push({ host: (host ?? '') === '' ? '*' : (host ?? ''), paths });
  }
  return routes;
}

export const ingressDescriber = describing<IIngress>(async (ingress, settings, subject) => {
  const { metadata, spec } = ingress;
  const events = await eventsOf(settings, subject, ingress);
  const fallback =
    spec?.defaultBackend === undefined
      ? '<default>'
      : await backendText(settings, metadata?.namespace ?? '', spec.defaultBackend);
  const routes = await routesOf(settings, ingress);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    w.line(0, `Address:\t${addressText(ingress)}`);
    w.line(0, `Ingress Class:\t${spec?.ingressClassName ?? '<none>'}`);
    w.line(0, `Default backend:\t${fallback}`);
    describeTLS(spec?.tls, w);
    w.line(0, 'Rules:\n  Host\tPath\tBackends');
    w.line(1, '----\t----\t--------');
    for (const { host, paths } of routes) {
      w.line(1, `${host}\t`);
      for (const { path, backend } of paths) w.line(2, `\t${path} \t${backend}`);
    }
    if (routes.length === 0) w.line(1, `*\t*\t${fallback}`);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    describeEvents(events, w, settings.now);
  };
});

export const ingressClassDescriber = describing<IIngressClass>(async (ingressClass, settings, subject) => {
  const { metadata, spec } = ingressClass;
  const events = await eventsOf(settings, subject, ingressClass);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Controller:\t${spec?.controller ?? ''}`);
    const parameters = spec?.parameters;
    if (parameters !== undefined) {
      w.line(0, 'Parameters:');
      if (parameters.apiGroup !== undefined) w.line(1, `APIGroup:\t${parameters.apiGroup}`);
      w.line(1, `Kind:\t${parameters.kind}`);
      w.line(1, `Name:\t${parameters.name}`);
    }
    describeEvents(events, w, settings.now);
  };
});
