import { memo, useRef, useState } from 'react';
import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { Glyph } from '../../kit/index.ts';
import { useSession } from '../../store/index.ts';
import type { Rect } from '../board/geometry.ts';
import { BackoffRing } from './backoff-ring.tsx';
import { useJourney } from './journey.ts';
import { namespaceHue } from './namespace-hue.ts';
import { podView } from './pod-view.ts';
import './pods.css';

interface Props {
  readonly pod: ApiObject;
  readonly size: 'capsule' | 'slim' | 'chip';
  readonly selected: boolean;
  readonly leaving?: boolean;
  /** Where it stands in its room; without, where the page's flow puts it. */
  readonly at?: Rect | undefined;
}

/** A capsule: outline and sign tell the phase, dots the containers, the badge its owner, the base its namespace. */
export const Pod = memo(function Pod({ pod, size, selected, leaving, at }: Props) {
  const { player } = useSession();
  const view = podView(pod);
  // What was met in a jump through time did not stand up just now.
  const [still] = useState(player.jumped);
  const element = useRef<HTMLButtonElement>(null);
  useJourney(element, pod.metadata.uid, !still && !leaving);
  return (
    <button
      ref={element}
      type="button"
      className="pod"
      data-kind="Pod"
      data-namespace={view.namespace}
      data-name={view.name}
      data-status={view.status}
      data-shape={view.shape}
      data-size={size}
      data-leaving={leaving || undefined}
      data-still={still || undefined}
      aria-pressed={selected}
      aria-label={size === 'chip' ? `Pod ${view.name} ${view.status}` : undefined}
      title={`${view.name} · ${view.status}`}
      style={{ '--ns': namespaceHue(view.namespace), ...(at && { position: 'absolute', left: at.x, top: at.y }) }}
    >
      {size === 'capsule' ? <Capsule view={view} /> : <Glyph name={view.shape} />}
      {size === 'slim' && (
        <>
          <PodName name={view.name} /> <span className="hidden">{view.status}</span>
        </>
      )}
    </button>
  );
});

function Capsule({ view }: { readonly view: ReturnType<typeof podView> }) {
  return (
    <>
      {/* The blank parts name and status for those who hear them. */}
      <PodName name={view.name} />{' '}
      <span className="pod-line">
        {view.backoff ? <BackoffRing {...view.backoff} /> : <Glyph name={view.shape} />}
        <span className="pod-word">{view.status}</span>
        <span className="pod-dots">
          {view.dots.slice(0, 6).map(({ name, init, state }) => (
            <i key={name} data-state={state} data-init={init || undefined} />
          ))}
        </span>
      </span>
      {view.badge !== '' && (
        <span className="pod-badge" aria-hidden="true">
          {view.badge}
        </span>
      )}
    </>
  );
}

function PodName({ name }: { readonly name: string }) {
  const [head, hash, tail] = splitName(name);
  return (
    <span className="pod-name">
      <span className="pod-head">{head}</span>
      {hash !== '' && <span className="hidden">{hash}</span>}
      {tail !== '' && (
        <span className="pod-tail" aria-hidden={hash !== ''}>
          {hash === '' ? tail : `·${tail.slice(1)}`}
        </span>
      )}
      {hash !== '' && <span className="hidden">{tail}</span>}
    </span>
  );
}

/**
 * `frontend-6b7c9d8f5-x7m9c` → `frontend`, `-6b7c9d8f5`, `-x7m9c`. Of a long name its own end tells it apart, its beginning tells
 * what it is, and a dot stands for the hash of the template between them: `frontend·x7m9c`.
 */
export function splitName(name: string): readonly [head: string, hash: string, tail: string] {
  const match = /^(.+?)(-[a-z0-9]{8,10})?(-[a-z0-9]{5})$/.exec(name);
  return match ? [match[1]!, match[2] ?? '', match[3]!] : [name, '', ''];
}
