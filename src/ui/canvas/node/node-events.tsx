import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { eventsOf } from '../../inspector/events-of.ts';
import { clockText } from '../../app/clock-text.ts';
import { useAt, useSessionState } from '../../store/index.ts';
import { Panel } from './panel.tsx';

const MOST = 20;

/** What has been told about the machine itself, the newest first. */
export function NodeEvents({ node, style }: { readonly node: ApiObject; readonly style: React.CSSProperties }) {
  const t = useText();
  const epoch = useSessionState((state) => state.epoch);
  const events = eventsOf(useAt('events'), node, epoch).slice(0, MOST);
  return (
    <Panel title={t('node.events')} look="close-events" style={style}>
      {events.length === 0 && <p className="close-none">{t('node.noEvents')}</p>}
      <ul className="close-list">
        {events.map(({ key, type, reason, message, last }) => (
          <li key={key} className="node-event" title={message}>
            <Glyph name={type === 'Warning' ? 'failed' : 'ready'} />
            <span className="mono">{clockText(last, 0)}</span>
            <span className="event-words">
              <strong>{reason}</strong> {message}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
