import { parseManifest, type Range } from '../manifest/documents.ts';
import { applyObject, deleteObject, type Outcome } from './apply-object.ts';
import type { ApplyClient } from './client.ts';
import { identify, isRefusal, itemsOf } from './identify.ts';
import { placesOf } from './plan.ts';
import { RestMapper } from './rest-mapping.ts';

export type { ApplyClient } from './client.ts';

/** A sentence about a place in the file. */
export interface Problem {
  readonly message: string;
  readonly range: Range;
}

export interface OutputLine {
  readonly text: string;
  readonly tone: 'done' | 'error';
}

/** What `kubectl apply -f` (or delete) printed, and where in the file its errors are. */
export interface Report {
  readonly lines: readonly OutputLine[];
  readonly problems: readonly Problem[];
  /** The first object that was made or changed. */
  readonly ref: { readonly resource: string; readonly namespace: string; readonly name: string } | undefined;
}

export type Verb = 'apply' | 'delete';

/**
 * Sends a manifest, document by document in their order, as `kubectl apply -f` does: what one document does wrong does not
 * keep the others back, but what follows a document that does not parse is not read.
 */
export async function sendManifest(verb: Verb, text: string, file: string, client: ApplyClient): Promise<Report> {
  const lines: OutputLine[] = [];
  const problems: Problem[] = [];
  let ref: Report['ref'];
  const mapper = new RestMapper(client);
  const documents = parseManifest(text);
  for (const document of documents) {
    if (document.problem) {
      lines.push({ text: `error: error parsing ${file}: ${document.problem.message}`, tone: 'error' });
      problems.push(document.problem);
      continue;
    }
    for (const { value, path } of itemsOf(document.value)) {
      const outcome = await send(verb, value, mapper, file);
      if ('line' in outcome) {
        lines.push({ text: outcome.line, tone: 'done' });
        ref ??= outcome.ref;
      } else {
        lines.push({ text: outcome.message, tone: 'error' });
        problems.push(...placesOf(outcome, document, path));
      }
    }
  }
  if (documents.length === 0) lines.push({ text: `error: no objects passed to ${verb}`, tone: 'error' });
  return { lines, problems, ref };
}

/** The same for objects that are not text: what a scenario applies. Throws what kubectl would print. */
export async function applyObjects(objects: readonly unknown[], client: ApplyClient): Promise<void> {
  const mapper = new RestMapper(client);
  for (const object of objects) {
    const outcome = await send('apply', object, mapper, 'scenario');
    if (!('line' in outcome)) throw new Error(outcome.message);
  }
}

async function send(verb: Verb, value: unknown, mapper: RestMapper, file: string): Promise<Outcome> {
  const wanted = await identify(value, mapper, file);
  if (isRefusal(wanted)) return wanted;
  return verb === 'apply' ? applyObject(wanted, mapper.client, file) : deleteObject(wanted, mapper.client, file);
}
