import { useText } from '../app/ui-state.ts';
import { lookAt, setUi } from '../app/ui-state.ts';
import { Glyph } from '../kit/index.ts';
import { useSession } from '../store/index.ts';
import type { Trouble } from './troubles.ts';

const MOST = 60;

/** What is wrong, in words; each leads to the thing. */
export function TroublesList({ troubles }: { readonly troubles: readonly Trouble[] }) {
  const t = useText();
  return (
    <section className="troubles" aria-labelledby="troubles-title" data-count={troubles.length}>
      <h2 id="troubles-title">
        <Glyph name={troubles.length === 0 ? 'ready' : 'failed'} />
        {troubles.length === 0 ? t('health.well') : t('health.wrong', { count: troubles.length })}
      </h2>
      {troubles.length === 0 && <p className="troubles-none">{t('health.wellMore')}</p>}
      <ul tabIndex={0} aria-label={t('health.list')}>
        {troubles.slice(0, MOST).map((trouble) => (
          <li key={`${trouble.kind} ${keyOf(trouble)}`}>
            <TroubleLink trouble={trouble} />
          </li>
        ))}
        {troubles.length > MOST && <li>{t('map.more', { count: troubles.length - MOST })}</li>}
      </ul>
    </section>
  );
}

function TroubleLink({ trouble }: { readonly trouble: Trouble }) {
  const t = useText();
  const session = useSession();
  const { kind, name, words, about } = trouble;
  const open = (): void => {
    if ('process' in about) session.select({ type: 'component', process: about.process });
    else session.select({ type: 'object', ref: about.ref });
    setUi({ inspectorOpen: true });
    if (kind === 'component') lookAt('control-plane');
  };
  const ref = 'ref' in about ? about.ref : undefined;
  return (
    <button type="button" className="trouble" data-trouble={kind} onClick={open} title={words}>
      <Glyph
        name={kind === 'unschedulable' || kind === 'claim' ? 'pending' : kind === 'node' ? 'not-ready' : 'failed'}
      />
      <span className="trouble-title">
        {t(`health.trouble.${kind}`, {
          name: ref && ref.namespace !== '' && ref.namespace !== 'default' ? `${ref.namespace}/${name}` : name,
        })}
      </span>
      {words !== '' && <span className="trouble-words">{words}</span>}
    </button>
  );
}

function keyOf({ about }: Trouble): string {
  return 'process' in about ? about.process : `${about.ref.resource} ${about.ref.namespace}/${about.ref.name}`;
}
