import { describe, expect, it } from 'vitest';
import { limitRangeKind } from './limitrange/index.ts';
import { podDisruptionBudgetKind } from './poddisruptionbudget/index.ts';
import { podTemplateKind } from './podtemplate/index.ts';
import { resourceQuotaKind } from './resourcequota/index.ts';
import { KindTester } from './testing/kind-tester.ts';

describe('a quota', () => {
  const quotas = new KindTester(resourceQuotaKind);

  it('shows what is used of what, limits apart', () => {
    const hard = { pods: '10', 'limits.cpu': '4', 'requests.cpu': '2' };
    expect(quotas.cells({ spec: { hard } }, { hard, used: { pods: '3' } })).toEqual([
      'x',
      'pods: 3/10, requests.cpu: 0/2',
      'limits.cpu: 0/4',
      '60s',
    ]);
    expect(quotas.create({ spec: { hard: { 'requests.memory': '1024Mi' } } }).spec.hard).toEqual({
      'requests.memory': '1Gi',
    });
  });

  it.each<[string[], object]>([
    [
      [
        'spec.hard[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
        'spec.hard[foo]: Invalid value: "foo": must be a standard resource for quota',
      ],
      { hard: { foo: '1' } },
    ],
    [
      ['spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
      { hard: { storage: '1' } },
    ],
    [['spec.hard[pods]: Invalid value: "1500m": must be an integer'], { hard: { pods: '1500m' } }],
    [[], { hard: { 'count/deployments.apps': '2', 'fast.storageclass.storage.k8s.io/requests.storage': '5Gi' } }],
    [
      ['spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource'],
      { hard: { cpu: '1' }, scopes: ['BestEffort'] },
    ],
    [
      ['spec.scopes: Invalid value: ["Terminating","NotTerminating"]: conflicting scopes'],
      { scopes: ['Terminating', 'NotTerminating'] },
    ],
    [['spec.scopes: Invalid value: ["constructor"]: unsupported scope'], { scopes: ['constructor'] }],
    [
      [
        "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
      ],
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] } },
    ],
  ])('is refused: %j', (why, spec) => {
    expect(quotas.refusals({ spec })).toEqual(why);
  });

  it('keeps its scopes', () => {
    expect(quotas.updateRefusals({ spec: { scopes: ['BestEffort'] } }, { spec: {} })).toEqual([
      'spec.scopes: Invalid value: []: field is immutable',
    ]);
  });
});

describe('a limit range', () => {
  const ranges = new KindTester(limitRangeKind);
  const of = (item: object): object => ({ spec: { limits: [{ type: 'Container', ...item }] } });

  it('gives containers a limit and a request where it says only a most and a least', () => {
    const [item] = ranges.create(of({ max: { cpu: '2' }, min: { cpu: '100m', memory: '1024Ki' } })).spec.limits;
    expect(item?.default).toEqual({ cpu: '2' });
    expect(item?.defaultRequest).toEqual({ cpu: '2', memory: '1Mi' });
  });

  it.each<[string, object]>([
    [
      'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
      { min: { cpu: '2' }, max: { cpu: '1' }, default: { cpu: '1' }, defaultRequest: { cpu: '2' } },
    ],
    [
      'spec.limits[0].default[cpu]: Invalid value: "1": default value 2 is greater than max value 1',
      { max: { cpu: '1' }, default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
    ],
    [
      'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "5": ratio 5 is greater than max/min = 4.000000',
      { min: { cpu: '500m' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '5' } },
    ],
    ['spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified', { type: 'Node' }],
    [
      "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
      { type: 'Pod', default: { cpu: '1' } },
    ],
    [
      'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
      { type: 'PersistentVolumeClaim' },
    ],
  ])('is refused: %s', (why, item) => {
    expect(ranges.refusals(of(item))).toContain(why);
  });

  it('speaks of each type once', () => {
    const limits = [{ type: 'Pod' }, { type: 'Pod' }];
    expect(ranges.refusals({ spec: { limits } })).toEqual(['spec.limits[1].type: Duplicate value: "Pod"']);
    expect(ranges.cells({ spec: { limits } })).toEqual(['x', '2026-11-21T07:20:08Z']);
  });
});

describe('a disruption budget', () => {
  const budgets = new KindTester(podDisruptionBudgetKind);

  it('says how many must stay or how many may go, not both', () => {
    expect(budgets.refusals({ spec: { minAvailable: 1, maxUnavailable: '50%' } })).toEqual([
      'spec: Invalid value: {"minAvailable":1,"maxUnavailable":"50%"}: minAvailable and maxUnavailable cannot be both set',
    ]);
    expect(budgets.refusals({ spec: { minAvailable: '101%' } })).toEqual([
      'spec.minAvailable: Invalid value: "101%": must not be greater than 100%',
    ]);
    expect(budgets.refusals({ spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'Never' } })).toEqual([
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ]);
  });

  it('counts its generations and shows what it allows', () => {
    const status = { currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1, expectedPods: 3 };
    expect(budgets.cells({ spec: { minAvailable: 2 } }, status)).toEqual(['x', '2', 'N/A', 1, '60s']);
    expect(budgets.update({ spec: { minAvailable: 2 } }, { spec: { minAvailable: 1 } }).metadata.generation).toBe(2);
    const condition = { type: 'DisruptionAllowed', status: 'Maybe', reason: '1', lastTransitionTime: '', message: '' };
    const refusals = budgets.statusRefusals({ spec: {} }, {
      ...status,
      currentHealthy: -1,
      conditions: [condition],
    } as object as typeof status);
    expect(refusals.map((text) => text.split(':')[0])).toEqual([
      'status.conditions[0].status',
      'status.conditions[0].lastTransitionTime',
      'status.conditions[0].reason',
      'status.currentHealthy',
    ]);
  });
});

describe('a pod template', () => {
  const templates = new KindTester(podTemplateKind);
  const template = (image: string): object => ({
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image }] } },
  });

  it('is filled in, checked and counted like any other', () => {
    expect(templates.cells(template('nginx:1'))).toEqual(['x', 'c', 'nginx:1', 'app=a']);
    expect(templates.refusals({ template: { spec: { containers: [] } } })).toEqual([
      'template.spec.containers: Required value',
    ]);
    expect(templates.update(template('nginx:1'), template('nginx:2')).metadata.generation).toBe(2);
    expect(templates.update(template('nginx:1'), template('nginx:1')).metadata.generation).toBe(1);
  });
});
