/**
 * findings: what is wrong with a manifest, or likely not meant, and how to put it right. A lint looks at one document, at what is
 * open beside it and at what the cluster has; it answers findings, whose fixes are edits of the text.
 *
 * Promises: a finding never changes anything by itself; a fix, once made, is not found again; lints are pure.
 */
import { treesOf, type Tree } from '../manifest/trees.ts';
import type { Lint, LintContext } from './context.ts';
import type { Finding } from './finding.ts';
import { heads, names } from './heads.ts';
import { selectorOfTemplate } from './labels.ts';
import { images, mountsOfNothing, probePorts, requestsOverLimits, restartPolicies, sameNames } from './pods.ts';
import { schemaFindings } from './schema.ts';
import { serviceLeadsNowhere } from './services.ts';
import { autoscalerBounds, ingressPaths, tabFindings } from './traffic.ts';

export type { LintContext } from './context.ts';
export { applyEdits, type Finding, type Fix, type TextEdit } from './finding.ts';

const LINTS: readonly Lint[] = [
  heads,
  names,
  (tree, { catalog }) => schemaFindings(tree, catalog),
  selectorOfTemplate,
  serviceLeadsNowhere,
  requestsOverLimits,
  mountsOfNothing,
  sameNames,
  images,
  restartPolicies,
  probePorts,
  ingressPaths,
  autoscalerBounds,
];

/** What the lints say of a file. `beside` are the documents of the other files that are open. */
export function findingsOf(
  text: string,
  context: Omit<LintContext, 'trees'>,
  beside: readonly Tree[] = [],
): readonly Finding[] {
  const trees = treesOf(text);
  const all = { ...context, trees: [...trees, ...beside] };
  const said = trees.filter(isWhole).flatMap((tree) => LINTS.flatMap((lint) => lint(tree, all)));
  return [...tabFindings(text), ...withoutEchoes(said)];
}

/** A document that does not parse is the parser's to talk about. */
function isWhole({ document }: Tree): boolean {
  return document.errors.length === 0;
}

/** What one lint says more exactly at a place, the schema need not say as well: a missing selector, a path without its type. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const exact = new Set<string>();
  for (const { message } of findings) if (Object.hasOwn(COVERS, message)) exact.add(COVERS[message]!);
  return findings.filter(({ message, params }) => message !== 'lint.missing' || !exact.has(String(params['field'])));
}

/** Lints that say what else would be said of a missing field. */
const COVERS: Readonly<Record<string, string>> = { 'lint.noSelector': 'selector', 'lint.noPathType': 'pathType' };
