import type { ISecret } from 'kubernetes-models/v1/Secret';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { corePath, listAll } from '../rest/list-all.ts';
import { describing, type Settings } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

interface Tokens {
  readonly names: readonly string[];
  /** Secrets that the account names and that are not there. */
  readonly missing: ReadonlySet<string>;
}

async function tokensOf(settings: Settings, { metadata, secrets, imagePullSecrets }: IServiceAccount): Promise<Tokens> {
  const all = await listAll<ISecret>(settings, corePath('secrets', metadata?.namespace ?? ''));
  const there = new Set(all.map((secret) => secret.metadata?.name));
  const wanted = [...(secrets ?? []), ...(imagePullSecrets ?? [])];
  const missing = wanted.map(({ name }) => name ?? '').filter((name) => !there.has(name));
  const own = all.filter(({ type, metadata: about }) => {
    const { [ACCOUNT_NAME]: name, [ACCOUNT_UID]: uid } = about?.annotations ?? {};
    return type === 'kubernetes.io/service-account-token' && name === metadata?.name && uid === metadata?.uid;
  });
  return { names: own.map((secret) => secret.metadata?.name ?? ''), missing: new Set(missing) };
}

function describeNames(title: string, names: readonly string[], missing: ReadonlySet<string>, w: PrefixWriter): void {
  if (names.length === 0) w.line(0, `${title}\t<none>`);
  names.forEach((name, at) => {
    const prefix = at === 0 ? title : ' '.repeat(title.length);
    w.line(0, `${prefix}\t${name}${missing.has(name) ? ' (not found)' : ''}`);
  });
}

export const serviceAccountDescriber = describing<IServiceAccount>(async (account, settings, subject) => {
  const { metadata, secrets, imagePullSecrets } = account;
  const tokens = await tokensOf(settings, account).catch((): Tokens => ({ names: [], missing: new Set() }));
  const events = await eventsOf(settings, subject, account);
  const named = (references: readonly { readonly name?: string }[] | undefined): string[] =>
    (references ?? []).map(({ name }) => name ?? '');
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    describeNames('Image pull secrets:', named(imagePullSecrets), tokens.missing, w);
    describeNames('Mountable secrets: ', named(secrets), tokens.missing, w);
    describeNames('Tokens:            ', tokens.names, tokens.missing, w);
    describeEvents(events, w, settings.now);
  };
});
