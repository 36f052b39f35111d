import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import { treesOf } from '../manifest/trees.ts';
import type { Words } from '../schema/builtin.ts';
import { Catalog } from '../schema/catalog.ts';
import { applyEdits, findingsOf, type Finding } from './index.ts';

const catalog = new Catalog(fieldDescriptions() as Words);
const nothing = { catalog, live: () => [] };

function find(text: string, message: string, context: Parameters<typeof findingsOf>[1] = nothing): Finding {
  const found = findingsOf(text, context).filter((finding) => finding.message === message);
  expect(findingsOf(text, context).map((finding) => finding.message)).toContain(message);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** What the first (or another) fix makes of a file; the finding must be gone after it. */
function fixed(text: string, message: string, which = 0, context: Parameters<typeof findingsOf>[1] = nothing): string {
  const result = applyEdits(text, find(text, message, context).fixes[which]!.edits());
  expect(findingsOf(result, context).map((finding) => finding.message)).not.toContain(message);
  return result;
}

const under = (text: string, { range }: Finding) => text.slice(range.from, range.to);

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: nginx:1.27\n';

const deployment = (selector: string, labels: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # keep me
spec:
${selector}  template:
    metadata:
${labels}    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports:
        - containerPort: 8080
          name: http
`;

const SELECTOR = '  selector:\n    matchLabels:\n      app: web\n';
const LABELS = '      labels:\n        app: web\n';

describe('a manifest with nothing wrong', () => {
  it('has no findings', () => {
    expect(findingsOf(POD, nothing)).toEqual([]);
    expect(findingsOf(deployment(SELECTOR, LABELS), nothing)).toEqual([]);
  });
});

describe('fields', () => {
  it('misspelt: what was meant, under the word', () => {
    const text = POD.replace('containers', 'contaniers');
    const finding = find(text, 'lint.misspelt');
    expect(under(text, finding)).toBe('contaniers');
    expect(fixed(text, 'lint.misspelt')).toBe(POD);
    expect(fixed(POD.replace('image:', 'Image:'), 'lint.misspelt')).toBe(POD);
  });

  it('too far in or too far out: moved to where they mean something', () => {
    const out = `${POD}      restartPolicy: Never\n`.replace('restartPolicy', 'hostNetwork').replace('Never', 'true');
    expect(load(fixed(out, 'lint.unknown'))).toMatchObject({ spec: { hostNetwork: true } });
    const far = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\ncontainers:\n  - name: a\n    image: nginx:1.27\n';
    expect(load(fixed(far, 'lint.unknown'))).toEqual(load(POD));
    const env = `${POD}  volumeMounts: []\n`;
    const { fixes } = find(env, 'lint.unknown');
    expect(load(applyEdits(env, fixes[0]!.edits()))).toMatchObject({ spec: { containers: [{ volumeMounts: [] }] } });
  });

  it('of a wrong type: quotes put on or taken off, a list made of one', () => {
    const env = `${POD}      env:\n        - name: PORT\n          value: 8080\n`;
    expect(fixed(env, 'lint.wantsText')).toContain('value: "8080"');
    const port = `${POD}      ports:\n        - containerPort: "80"\n`;
    expect(fixed(port, 'lint.wantsNumber')).toContain('containerPort: 80\n');
    const bool = `${POD}      tty: "yes"\n`;
    expect(under(bool, find(bool, 'lint.wantsBool'))).toBe('"yes"');
    const command = `${POD}      command: sleep 1\n`;
    expect(load(fixed(command, 'lint.wantsList'))).toMatchObject({ spec: { containers: [{ command: ['sleep 1'] }] } });
  });

  it('that may only be certain words', () => {
    const text = `${POD}  restartPolicy: always\n`;
    expect(fixed(text, 'lint.choice')).toContain('restartPolicy: Always');
  });

  it('that are missing, written twice, or named __proto__', () => {
    const text = `${POD}      ports:\n        - name: x\n`;
    expect(find(text, 'lint.missing').params).toEqual({ field: 'containerPort', where: 'ports' });
    expect(find(`${POD}  nodeName: a\n  nodeName: b\n`, 'lint.duplicate').params).toEqual({ field: 'nodeName' });
    expect(find(`${POD}  __proto__: a\n`, 'lint.unknown').params).toMatchObject({ field: '__proto__' });
    expect(findingsOf('apiVersion: constructor\nkind: __proto__\n', nothing)).toEqual([]);
  });

  it('are not looked for in a document that does not parse', () => {
    expect(findingsOf(`${POD}  foo: [\n`, nothing)).toEqual([]);
  });
});

describe('selectors', () => {
  it('that miss their own template, either way round; comments stay', () => {
    const text = deployment(SELECTOR, LABELS.replace('web', 'wbe'));
    expect(fixed(text, 'lint.selectorMismatch', 0)).toBe(deployment(SELECTOR, LABELS));
    expect(fixed(text, 'lint.selectorMismatch', 1)).toContain('matchLabels:\n      app: wbe');
    const bare = deployment(SELECTOR, '');
    expect(load(fixed(bare, 'lint.selectorMismatch'))).toEqual(load(deployment(SELECTOR, LABELS)));
    expect(fixed(bare, 'lint.selectorMismatch')).toContain('name: web # keep me');
  });

  it('that are missing', () => {
    expect(load(fixed(deployment('', LABELS), 'lint.noSelector'))).toEqual(load(deployment(SELECTOR, LABELS)));
    expect(findingsOf(deployment('', LABELS), nothing)).toHaveLength(1);
  });
});

describe('services', () => {
  const service = (app: string, port: string) =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: ${app}\n  ports:\n    - port: 80\n      targetPort: ${port}\n`;
  const both = (app: string, port: string) => `${deployment(SELECTOR, LABELS)}---\n${service(app, port)}`;

  it('that choose nothing or a port at which none listens', () => {
    expect(findingsOf(both('web', '8080'), nothing)).toEqual([]);
    expect(findingsOf(both('web', 'http'), nothing)).toEqual([]);
    expect(fixed(both('wbe', '8080'), 'lint.selectsNothing')).toBe(both('web', '8080'));
    expect(fixed(both('web', '9090'), 'lint.noSuchPort')).toBe(both('web', '8080'));
  });

  it('are not judged where nothing is known of pods, and are by the pods that run', () => {
    expect(findingsOf(service('web', '80'), nothing)).toEqual([]);
    const pod = {
      metadata: { name: 'p', namespace: 'default', labels: { app: 'x' } },
      spec: {},
    } as unknown as ApiObject;
    find(service('web', '80'), 'lint.selectsNothing', { catalog, live: () => [pod] });
  });

  it('look at the files beside', () => {
    const beside = treesOf(deployment(SELECTOR, LABELS));
    const said = findingsOf(service('web', '81'), nothing, beside).map(({ message }) => message);
    expect(said).toEqual(['lint.noSuchPort']);
  });
});

describe('pods', () => {
  it('requests over limits, by amount and not by text', () => {
    const text = `${POD}      resources:\n        requests: {cpu: 1, memory: 64Mi}\n        limits: {cpu: 500m, memory: 1Gi}\n`;
    expect(fixed(text, 'lint.requestOverLimit', 0)).toContain('limits: {cpu: 1, memory: 1Gi}');
    expect(fixed(text, 'lint.requestOverLimit', 1)).toContain('requests: {cpu: 500m, memory: 64Mi}');
  });

  it('mounts without their volume', () => {
    const mount = `${POD}      volumeMounts:\n        - name: data\n          mountPath: /data\n`;
    expect(load(fixed(mount, 'lint.noVolume'))).toMatchObject({ spec: { volumes: [{ name: 'data', emptyDir: {} }] } });
    const near = `${mount}  volumes:\n    - name: date\n      emptyDir: {}\n`;
    expect(load(fixed(near, 'lint.noVolume'))).toMatchObject({
      spec: { containers: [{ volumeMounts: [{ name: 'date' }] }] },
    });
  });

  it('images that slip, and those without a version', () => {
    expect(fixed(POD.replace('nginx:1.27', 'ngnix:1.27'), 'lint.imageSlip')).toBe(POD);
    expect(find(POD.replace(':1.27', ''), 'lint.latest').severity).toBe('hint');
    expect(find(POD.replace('nginx:1.27', 'localhost:5000/x'), 'lint.latest').severity).toBe('hint');
    expect(findingsOf(POD.replace('nginx:1.27', 'luksa/kubia@sha256:abc'), nothing)).toEqual([]);
  });

  it('restart policies that do not fit their owner', () => {
    const job =
      'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: perl:5\n';
    expect(load(fixed(job, 'lint.restartPolicy'))).toMatchObject({
      spec: { template: { spec: { restartPolicy: 'OnFailure' } } },
    });
    const web = deployment(SELECTOR, LABELS).replace(
      '      containers:',
      '      restartPolicy: Never\n      containers:',
    );
    expect(fixed(web, 'lint.restartPolicy')).toContain('restartPolicy: Always');
  });

  it('two of one name, and probes at ports that have none of the name', () => {
    const two = `${POD}    - name: a\n      image: nginx:1.27\n`;
    expect(fixed(two, 'lint.sameName')).toContain('- name: a-2\n');
    const probe = `${POD}      ports:\n        - containerPort: 80\n          name: web\n      livenessProbe:\n        httpGet:\n          port: http\n`;
    expect(fixed(probe, 'lint.noPortNamed')).toContain('port: web\n');
  });
});

describe('what a document says it is', () => {
  it('a version or a kind that is not quite right', () => {
    expect(fixed(deployment(SELECTOR, LABELS).replace('apps/v1', 'v1'), 'lint.wrongVersion')).toBe(
      deployment(SELECTOR, LABELS),
    );
    expect(fixed(POD.replace('apiVersion: v1\n', ''), 'lint.wrongVersion')).toBe(POD);
    expect(fixed(POD.replace('kind: Pod', 'kind: pod'), 'lint.kindSlip')).toBe(POD);
  });

  it('names', () => {
    expect(fixed(POD.replace('  name: a\nspec', '  labels: {}\nspec'), 'lint.noName')).toContain('name: my-pod');
    expect(fixed(POD.replace('  name: a\nspec', '  name: My_App\nspec'), 'lint.badName')).toContain('name: my-app');
    expect(findingsOf(POD.replace('  name: a\nspec', '  generateName: a-\nspec'), nothing)).toEqual([]);
  });
});

describe('the rest', () => {
  it('paths of an ingress, bounds of an autoscaler, tabs', () => {
    const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\nspec:\n  rules:\n    - http:\n        paths:\n          - path: x\n            pathType: Prefix\n            backend:\n              service:\n                name: a\n                port:\n                  number: 80\n`;
    expect(fixed(ingress, 'lint.relativePath')).toContain('path: /x\n');
    const typeless = ingress.replace('            pathType: Prefix\n', '').replace('path: x', 'path: /');
    expect(findingsOf(typeless, nothing).map(({ message }) => message)).toEqual(['lint.noPathType']);
    expect(fixed(typeless, 'lint.noPathType')).toContain('pathType: Prefix');
    const hpa = `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n  minReplicas: 5\n  maxReplicas: 2\n`;
    expect(fixed(hpa, 'lint.bounds')).toContain('minReplicas: 2\n  maxReplicas: 5');
    expect(fixed(POD.replace('  name: a\n', '\tname: a\n'), 'lint.tabs')).toBe(POD);
  });
});
