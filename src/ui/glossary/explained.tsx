import { VIEWS } from '../canvas/index.ts';
import { lookAt, setUi, useText, useUi } from '../app/ui-state.ts';
import { Button } from '../kit/index.ts';
import { useSession, type Selection, type Session } from '../store/index.ts';
import { openGlossary, useGlossary } from './state.ts';
import type { Term } from './term.ts';

interface Props {
  readonly term: Term;
  /** It leads elsewhere: whatever shows it may close. */
  readonly onGone?: () => void;
  readonly as?: 'h3' | 'h4';
}

/** A term in words: its name in both languages, what it is, what it is not, where it is to be seen, and its relations. */
export function Explained({ term, onGone, as: Heading = 'h3' }: Props) {
  const t = useText();
  const language = useUi((state) => state.language);
  const terms = useGlossary((state) => state.terms) ?? [];
  const { words, is, isNot } = term[language];
  const other = term[language === 'ko' ? 'en' : 'ko'].words[0] ?? '';
  return (
    <article className="explained">
      <Heading>
        {words[0]}
        {other !== words[0] && <span lang={language === 'ko' ? 'en' : 'ko'}>{other}</span>}
      </Heading>
      <p>{is}</p>
      <p className="explained-not">
        <strong>{t('glossary.not')}</strong> {isNot}
      </p>
      <div className="explained-foot">
        <ShowButton term={term} onGone={onGone} />
        <ul aria-label={t('glossary.related')}>
          {term.related.map((id) => {
            const related = terms.find((one) => one.id === id);
            return (
              related && (
                <li key={id}>
                  <button
                    type="button"
                    className="ref-link"
                    onClick={() => {
                      openGlossary(id);
                      onGone?.();
                    }}
                  >
                    {related[language].words[0]}
                  </button>
                </li>
              )
            );
          })}
        </ul>
      </div>
    </article>
  );
}

function ShowButton({ term, onGone }: { readonly term: Term; readonly onGone: (() => void) | undefined }) {
  const t = useText();
  const session = useSession();
  const target = targetOf(session, term.show);
  if (!target) return null;
  const show = (): void => {
    if ('view' in target) lookAt(target.view);
    else {
      lookAt('cluster');
      session.select(target.selection);
    }
    if (useGlossary.getState().open && window.innerWidth < 1180) setUi({ inspectorOpen: false });
    onGone?.();
  };
  return <Button glyph="eye" label={t('glossary.show')} onClick={show} />;
}

type Target = { readonly view: string } | { readonly selection: Selection };

/** Where a term is to be seen just now; undefined where there is none of it. */
function targetOf(session: Session, show: string | undefined): Target | undefined {
  const [sort, what = ''] = show?.split(/:(.*)/s) ?? [];
  if (sort === 'view') return VIEWS.some(({ id }) => id === what) ? { view: what } : undefined;
  if (sort === 'kind') {
    const object =
      session.world.list(what).find(({ metadata }) => metadata.namespace !== 'kube-system') ??
      session.world.list(what)[0];
    if (!object) return undefined;
    const { namespace = '', name } = object.metadata;
    return { selection: { type: 'object', ref: { resource: what, namespace, name } } };
  }
  const host = /^(kubelet|kube-proxy|containerd)$/.test(what) ? 'worker-1' : 'control-plane-1';
  if (!/^(kube-|kubelet|containerd|etcd)/.test(what)) return undefined;
  return sort === 'component' ? { selection: { type: 'component', process: `${what}@${host}` } } : undefined;
}
