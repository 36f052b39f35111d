// Who may import whom. ROOMS is the one table; the rules are made from it. A room not in the table may import nothing.

const FOUNDATIONS = ['engine/sim', 'engine/trace', 'engine/apimachinery', 'engine/api'];
const COMPONENT = [...FOUNDATIONS, 'engine/client-go'];
const COMPONENT_REASON = 'a component reaches the cluster through client-go, and no other component at all';
const VOCABULARY = ['engine/api', 'engine/apimachinery', 'engine/trace', 'engine/client-go'];
const NONE = [];
const COMPONENTS = [
  'engine/kube-scheduler',
  'engine/kube-controller-manager',
  'engine/kubelet',
  'engine/containerd',
  'engine/kube-proxy',
  'engine/coredns',
  'engine/ingress',
  'engine/metrics-server',
  'engine/cloud',
];
/** These also speak the CRI, or are asked by programs in pods. */
const NODE_COMPONENTS = [
  'engine/kubelet',
  'engine/containerd',
  'engine/kube-proxy',
  'engine/coredns',
  'engine/metrics-server',
  'engine/ingress',
  'engine/cloud',
];
const ON_NODE = [...COMPONENT, 'engine/cri-api', 'engine/shell'];
const ON_NODE_REASON = 'on a node the CRI and the pod network are spoken beside the API';
const BELOW_CLUSTER = [
  ...COMPONENT,
  'engine/cri-api',
  'engine/node-tools',
  'engine/shell',
  'engine/etcd',
  'engine/kube-apiserver',
  ...COMPONENTS,
];

/** room → [rooms it may import, packages it may import, why]. */
const ROOMS = {
  'engine/sim': [NONE, NONE, 'time, chance and messages depend on nothing'],
  'engine/trace': [['engine/sim'], NONE, 'a record is stamped with virtual time, and knows nothing of Kubernetes'],
  'engine/apimachinery': [NONE, NONE, 'the grammar of objects depends on nothing'],
  'engine/api': [['engine/apimachinery'], ['kubernetes-models'], 'a kind is written in the grammar, nothing else'],
  'engine/client-go': [FOUNDATIONS, ['kubernetes-models'], 'the only way to the cluster stands on the foundations'],
  'engine/etcd': [['engine/sim', 'engine/trace'], NONE, 'etcd stores bytes under keys: it knows no kinds'],
  'engine/kube-apiserver': [
    [...FOUNDATIONS, 'engine/etcd', 'engine/client-go', 'engine/cri-api'],
    ['kubernetes-models'],
    'the one door onto etcd, and the way of bytes to kubelets and pods; its webhooks are programs in pods',
  ],
  'engine/cri-api': [
    ['engine/sim', 'engine/shell'],
    NONE,
    'what the kubelet, a runtime and the programs in pods say to each other, and the disk that they share',
  ],
  ...Object.fromEntries(COMPONENTS.map((room) => [room, [COMPONENT, ['kubernetes-models'], COMPONENT_REASON]])),
  ...Object.fromEntries(NODE_COMPONENTS.map((room) => [room, [ON_NODE, ['kubernetes-models'], ON_NODE_REASON]])),
  'engine/node-tools': [
    [...COMPONENT, 'engine/cri-api', 'engine/etcd', 'engine/shell'],
    ['kubernetes-models'],
    'the tools of a node ask its runtime, etcd and the API as the real ones do',
  ],
  'engine/cluster': [BELOW_CLUSTER, ['kubernetes-models'], 'the composition root puts every process together'],
  'engine/testing': [['engine/'], ['kubernetes-models'], 'whole-cluster simulation and its checkers see everything'],
  cel: [['engine/apimachinery'], ['@marcbachmann/cel-js', 're2js'], 'fills one port of the engine with libraries'],
  protocol: [VOCABULARY, ['kubernetes-models'], 'what crosses the port is vocabulary: types and guards'],
  worker: [['engine/', 'protocol', 'cel'], ['kubernetes-models'], 'hosts the engine and answers the port'],
  server: [
    ['engine/', 'protocol', 'worker', 'kubectl', 'terminal', 'cel'],
    'any',
    'the same engine behind an HTTP port, in Node',
  ],
  client: [
    [...VOCABULARY, 'protocol', 'worker'],
    ['kubernetes-models'],
    'a connection: it starts a worker or asks HTTP',
  ],
  kubectl: [[...VOCABULARY, 'protocol', 'client'], ['kubernetes-models', 'yaml', 'js-yaml'], 'argv → requests → text'],
  'engine/shell': [
    ['engine/apimachinery'],
    NONE,
    'the grammar of sh and its evaluation: it waits for nothing itself, whoever runs it says how',
  ],
  terminal: [
    [...VOCABULARY, 'engine/shell', 'protocol', 'client', 'kubectl', 'i18n'],
    ['just-bash', 'yaml'],
    'the machine in front of the learner: a prompt, files, tools. No DOM, so that tests sit before it as a person does',
  ],
  i18n: [NONE, NONE, 'words'],
  lessons: [['i18n', 'protocol', ...VOCABULARY], NONE, 'lessons are data'],
  ui: [
    [...VOCABULARY, 'protocol', 'client', 'kubectl', 'terminal', 'lessons', 'i18n'],
    'any',
    'the UI is a client: vocabulary only',
  ],
  'main.tsx': [['ui', 'client', 'protocol', 'i18n'], 'any', 'picks a connection, mounts the app'],
  bench: [
    ['engine/', 'worker', 'protocol', 'client', 'kubectl', 'terminal', 'server', 'workshop', 'i18n'],
    'any',
    'measures everything',
  ],
  workshop: [['engine/', 'server', 'i18n'], 'any', 'the tools see what they run, and whether both languages say it'],
};

/** Imports that break the table and are to go: [from, to, why it is still there]. Empty is the aim. */
const DEBTS = [
  [
    'src/engine/api/kind.ts',
    'src/engine/sim/index.ts',
    'a strategy takes chance as an argument, and its type is in sim',
  ],
];

const TEST_FILES = '\\.test\\.tsx?$';
const folder = (room) => (room.endsWith('/') ? `^src/${room}` : room.includes('.') ? `^src/${room}$` : `^src/${room}/`);
const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const exactly = (path) => `^${escaped(path)}$`;
const debtorsIn = (room) =>
  [...new Set(DEBTS.map(([from]) => from))].filter((from) => from.startsWith(`src/${room}/`)).map(exactly);
const debtsOf = (debtor) => DEBTS.filter(([from]) => exactly(from) === debtor).map(([, to]) => exactly(to));

function doorsOf([room, [rooms, packages, reason]]) {
  const debtors = debtorsIn(room);
  const rules = [
    {
      name: `door: ${room}`,
      severity: 'error',
      comment: `${room} may import ${rooms.join(', ') || 'no other room'}: ${reason}.`,
      from: { path: folder(room), pathNot: [TEST_FILES, ...debtors] },
      to: { path: '^src/', pathNot: [folder(room), ...rooms.map(folder)] },
    },
    ...debtors.map((debtor) => ({
      name: `debt: ${room}`,
      severity: 'error',
      comment: 'A file in debt may import what its debts name beside what its room may, and no more.',
      from: { path: debtor },
      to: { path: '^src/', pathNot: [folder(room), ...rooms.map(folder), ...debtsOf(debtor)] },
    })),
  ];
  if (packages === 'any') return rules;
  const allowed = packages.map((name) => `node_modules/${escaped(name)}/`);
  rules.push({
    name: `packages: ${room}`,
    severity: 'error',
    comment: `${room} may import ${packages.join(', ') || 'no package'}: ${reason}.`,
    from: { path: folder(room), pathNot: TEST_FILES },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
      ...(allowed.length > 0 ? { pathNot: allowed } : {}),
    },
  });
  return rules;
}

const inTable = Object.keys(ROOMS).map(folder);

export { ROOMS, DEBTS };

export default {
  forbidden: [
    ...Object.entries(ROOMS).flatMap(doorsOf),
    {
      name: 'a room outside the table',
      severity: 'error',
      comment: 'Add the room to ROOMS in .dependency-cruiser.mjs, with what it may import and why.',
      from: { path: '^src/', pathNot: [...inTable, TEST_FILES] },
      to: { path: '.' },
    },
    {
      name: 'types only',
      severity: 'error',
      comment: 'kubernetes-models is for types: import type. Its code has no place in the page.',
      from: { path: '^src/', pathNot: [TEST_FILES, '^src/(workshop|server|bench)/'] },
      to: { path: 'node_modules/(kubernetes-models|@kubernetes-models)/', dependencyTypesNot: ['type-only'] },
    },
    {
      // Between rooms the table itself has no circle (src/workshop/doors.test.ts); inside one it is a warning.
      name: 'no circles',
      severity: 'warn',
      comment: 'Files that import each other in a circle cannot be read or loaded one at a time.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'tests stay tests',
      severity: 'error',
      comment: 'What a test and the code both need is code.',
      from: { path: '^src/', pathNot: TEST_FILES },
      to: { path: TEST_FILES },
    },
    {
      name: 'nothing unresolved',
      severity: 'error',
      comment: 'Every import leads to a file.',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: ['\\?', '^virtual:'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.css$', '\\.svg$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
    },
    skipAnalysisNotInRules: true,
  },
};
