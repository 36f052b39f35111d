import { CommandError } from '../../cobra/errors.ts';
import type { Json } from '../../rest/types.ts';
import { generatorCommand, orAbsent, someOf } from './generator.ts';

const RULE = /^[\w*.-]*\/.*=[\w-]+:[\w-]+(,tls=?([\w-]+)?)?/;

function backendOf(text: string): Json {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^[+-]?\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

interface Path {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
  readonly backend: Json;
}

function pathOf(text: string): Path {
  const [rest = '', service = ''] = text.split('=');
  const prefix = rest.endsWith('*');
  return {
    path: `/${prefix ? rest.slice(0, -1) : rest}`,
    pathType: prefix ? 'Prefix' : 'Exact',
    backend: backendOf(service),
  };
}

function rulesOf(rules: readonly string[]): readonly Json[] {
  const byHost = new Map<string, Path[]>();
  for (const rule of rules) {
    const [address = ''] = rule.split(',');
    const slash = address.indexOf('/');
    const host = address.slice(0, slash);
    byHost.set(host, [...(byHost.get(host) ?? []), pathOf(address.slice(slash + 1))]);
  }
  return [...byHost].map(([host, paths]) => ({ host: orAbsent(host), http: { paths } }));
}

function tlsOf(rules: readonly string[]): readonly Json[] {
  const seen = new Set<string>();
  const entries: { hosts: string[]; secretName: string }[] = [];
  for (const rule of rules) {
    const parts = rule.split(',');
    const [host = ''] = rule.split('/');
    if (parts.length !== 2 || seen.has(host)) continue;
    seen.add(host);
    const secretName = parts[1]?.split('=')[1] ?? '';
    const same = entries.find((entry) => entry.secretName === secretName);
    if (same !== undefined) same.hosts.push(host);
    else if (host !== '' || secretName !== '') entries.push({ hosts: host === '' ? [] : [host], secretName });
  }
  return entries.map(({ hosts, secretName }) => ({ hosts: someOf(hosts), secretName: orAbsent(secretName) }));
}

function annotationsOf(list: readonly string[]): Readonly<Record<string, string>> | undefined {
  const pairs = list.map((text) => {
    const at = text.indexOf('=');
    if (at < 0) throw new CommandError(`annotation ${text} is invalid and should be in format key=[value]`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

export const ingress = generatorCommand({
  name: 'ingress',
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  aliases: ['ing'],
  short: 'Create an ingress with the specified name',
  examples: `# One host, one path, one service
kubectl create ingress site --rule="site.example.com/shop=shop:80"

# Everything below a path, over TLS with the certificate of a secret
kubectl create ingress site --class=nginx --rule="site.example.com/*=web:80,tls=site-cert"

# A service for whatever no rule matches
kubectl create ingress site --default-backend=web:80 --annotation=example.com/team=front`,
  flags: [
    { name: 'class', type: 'string', usage: 'The ingress class: who is to serve it.' },
    {
      name: 'rule',
      type: 'stringArray',
      usage:
        "host/path=service:port[,tls=secretname]. A path that ends in '*' means all below it (pathType=Prefix), any other itself alone (pathType=Exact).",
    },
    { name: 'default-backend', type: 'string', usage: 'The service for all else, as svcname:port.' },
    { name: 'annotation', type: 'stringArray', usage: 'An annotation of the ingress, as annotation=value.' },
  ],
  target: { group: 'networking.k8s.io', version: 'v1', resource: 'ingresses', namespaced: true },
  failure: 'failed to create ingress: ',
  generate: ({ flags }, name) => {
    const rules = flags.list('rule');
    const fallback = flags.string('default-backend');
    if (fallback === '' && rules.length === 0) {
      throw new CommandError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    const wrong = rules.find((rule) => !RULE.test(rule));
    if (wrong !== undefined) {
      throw new CommandError(
        `rule ${wrong} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
      );
    }
    const annotations = annotationsOf(flags.list('annotation'));
    if (fallback !== '' && fallback.split(':').length !== 2) {
      throw new CommandError('default-backend should be in format servicename:serviceport');
    }
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, annotations },
      spec: {
        ingressClassName: orAbsent(flags.string('class')),
        defaultBackend: fallback === '' ? undefined : backendOf(fallback),
        tls: someOf(tlsOf(rules)),
        rules: someOf(rulesOf(rules)),
      },
    };
  },
});
