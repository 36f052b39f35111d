// What may not be written, room by room. Who may import whom is in .dependency-cruiser.mjs; what does not exist
// where is in each room's tsconfig.json. Every ban names its replacement.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'e2e/**'];
const PLAIN_NODE = ['**/*.mjs', '**/*.cjs'];

/** Globals that carry the host into the engine: name → what to use instead. */
const ENGINE_GLOBALS = {
  Date: 'virtual time: take the clock from sim; format it with apimachinery',
  Intl: 'compareStrings and the formatters of apimachinery: Intl differs between hosts',
  Promise: 'a process (function*) of sim: the clock cannot see a promise end',
  queueMicrotask: 'a process (function*) of sim',
  setTimeout: "sim's timers",
  setInterval: "sim's timers",
  setImmediate: "sim's timers",
  requestAnimationFrame: "sim's timers",
  performance: "sim's clock",
  crypto: "sim's seeded random stream",
  console: 'the trace: record it, or throw an assertion',
  fetch: "client-go's client",
  process: 'an argument: the engine does not read its host',
  window: 'the protocol: the engine does not know its page',
  document: 'the protocol: the engine does not know its page',
  self: 'the protocol: the engine does not know its worker',
  globalThis: 'an import: the engine has no ambient globals',
};

/** Syntax that carries the host into the engine: selector → what to use instead. */
const ENGINE_SYNTAX = [
  ["MemberExpression[object.name='Math'][property.name='random']", "Use sim's seeded random stream, not Math.random."],
  [
    "CallExpression[callee.property.name='localeCompare']",
    'Use compareStrings of apimachinery: localeCompare differs between hosts.',
  ],
  [
    'CallExpression[callee.property.name=/^toLocale(String|UpperCase|LowerCase|DateString|TimeString)$/]',
    'Use the plain method: toLocale… differs between hosts.',
  ],
  [':function[async=true]', 'Use a process (function*) of sim: the clock cannot see a promise end.'],
  ['AwaitExpression', 'Use yield* in a process of sim: the clock cannot see a promise end.'],
  ['ForOfStatement[await=true]', 'Use yield* in a process of sim: the clock cannot see a promise end.'],
  ['ImportExpression', 'Import at the top: loading is asynchronous and belongs to the host.'],
];

/** Escapes from the type system that the house does without. */
const NO_ESCAPES = [
  ['TSAsExpression > TSNeverKeyword', 'Write a type guard or a generic; "as never" hides a wrong type.'],
];

const restricted = (pairs) => pairs.map(([selector, message]) => ({ selector, message }));

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.cache/', '**/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      // `while (true)` is how a process waits; a generator without yield is how a process that never waits is written.
      'no-constant-condition': ['error', { checkLoops: false }],
      'require-yield': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...restricted(NO_ESCAPES)],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
    },
  },
  {
    // TypeScript resolves names itself, and knows each room's environment better than a list of globals.
    files: ['**/*.ts', '**/*.tsx'],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['src/engine/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error',
        ...Object.entries(ENGINE_GLOBALS).map(([name, use]) => ({ name, message: `Use ${use}.` })),
      ],
      'no-restricted-syntax': ['error', ...restricted([...ENGINE_SYNTAX, ...NO_ESCAPES])],
    },
  },
  {
    files: ['src/ui/**/*.ts', 'src/ui/**/*.tsx', 'src/main.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Where promises live, one that nobody waits for loses its error. This rule needs types, so it is kept to few files.
    files: ['src/worker/**/*.ts', 'src/client/**/*.ts', 'src/server/**/*.ts', 'e2e/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  {
    files: PLAIN_NODE,
    languageOptions: {
      globals: {
        setInterval: 'readonly',
        console: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
      },
    },
  },
  { files: TESTS, rules: { 'max-lines-per-function': 'off' } },
);
