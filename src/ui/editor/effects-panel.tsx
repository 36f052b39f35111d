import { useText } from '../app/ui-state.ts';
import { refKey, useSession, useTrace } from '../store/index.ts';
import { asTree, type Consequence, type Consequences } from './effects/consequences.ts';

/** What the last apply has caused so far; it grows while the cluster works. */
export function EffectsPanel({ effects }: { readonly effects: Consequences | undefined }) {
  const t = useText();
  // Asked again whenever the trace has grown.
  useTrace();
  effects?.update();
  if (!effects) return <p className="editor-hint">{t('editor.effectsNone')}</p>;
  if (effects.list.length === 0) return <p className="editor-hint">{t('editor.effectsWaiting')}</p>;
  return (
    <ul className="effects">
      {asTree(effects.list).map((consequence) => (
        <Row key={consequence.id} consequence={consequence} since={effects.list[0]!.at} />
      ))}
    </ul>
  );
}

function Row({ consequence, since }: { readonly consequence: Consequence; readonly since: number }) {
  const t = useText();
  const session = useSession();
  const { ref, kind, operation, at, depth } = consequence;
  const object = session.mirror.log(ref.resource).latest.get(refKey(ref.namespace, ref.name))?.object;
  return (
    <li style={{ paddingLeft: depth * 16 }}>
      {depth > 0 && <span aria-hidden="true">↳ </span>}
      <span className="effect-kind">{kind}</span>{' '}
      <button
        type="button"
        className="effect-name"
        disabled={!object}
        onClick={() => session.select({ type: 'object', ref })}
      >
        {ref.name}
      </button>{' '}
      <span className="effect-what">
        {t(`editor.effect.${operation}`)}
        {placeOf(object)}
      </span>
      <span className="effect-time">+{((at - since) / 1_000_000).toFixed(2)} s</span>
    </li>
  );
}

/** ` → worker-1` for a pod that has a node, and its phase. */
function placeOf(object: object | undefined): string {
  const { spec, status } = (object ?? {}) as {
    readonly spec?: { readonly nodeName?: string };
    readonly status?: { readonly phase?: string };
  };
  const node = typeof spec?.nodeName === 'string' ? ` → ${spec.nodeName}` : '';
  const phase = typeof status?.phase === 'string' ? ` · ${status.phase}` : '';
  return node + phase;
}
