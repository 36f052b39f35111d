import type { ReactNode } from 'react';
import type { Rect } from '../board/geometry.ts';

interface Props {
  readonly title: string;
  /** What is said beside the title. */
  readonly aside?: ReactNode;
  readonly style: React.CSSProperties;
  readonly look: string;
  /** A component that is lit while it works. */
  readonly component?: string;
  readonly process?: string;
  readonly children: ReactNode;
}

/** A part of a machine or of a control plane with something in it to read. What does not fit is scrolled. */
export function Panel({ title, aside, style, look, component, process, children }: Props) {
  return (
    <section
      className={`part close-panel ${look}`}
      style={style}
      aria-label={title}
      {...(component === undefined ? {} : { 'data-component': component })}
      {...(process === undefined ? {} : { 'data-process': process })}
    >
      <header className="close-head">
        <h3>{title}</h3>
        {aside !== undefined && <span className="close-aside">{aside}</span>}
      </header>
      {/* Whoever has no mouse scrolls it with the arrows. */}
      <div className="close-body nowheel nopan" tabIndex={0} role="group" aria-label={title}>
        {children}
      </div>
    </section>
  );
}

/** The place of a part inside of what it stands in. */
export function within(part: Rect, whole: Rect): React.CSSProperties {
  return { left: part.x - whole.x, top: part.y - whole.y, width: part.width, height: part.height };
}
