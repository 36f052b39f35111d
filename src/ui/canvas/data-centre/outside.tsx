import { useMemo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { useAt, usePodsOn, useSession } from '../../store/index.ts';
import { selectClicked } from '../board/click-selects.ts';
import { isControlPlane, nodeStatus } from '../cluster/machine-view.ts';

/** What stands outside of the hall: the control plane, and pods that have no place in it yet. */
export function Outside() {
  const t = useText();
  const session = useSession();
  const nodes = useAt('nodes');
  const planes = useMemo(() => nodes.filter(isControlPlane), [nodes]);
  const waiting = usePodsOn('').length;
  return (
    <div className="hall-outside" onClick={(event) => selectClicked(session, event)}>
      <span>{t('hall.outside')}</span>
      {planes.map((node) => {
        const status = nodeStatus(node);
        return (
          <button
            key={node.metadata.uid}
            type="button"
            className="button"
            data-kind="Node"
            data-namespace=""
            data-name={node.metadata.name}
            data-status={status}
            data-resource="nodes"
          >
            <Glyph name={status.startsWith('Ready') ? 'ready' : 'not-ready'} />
            {node.metadata.name}
          </button>
        );
      })}
      {waiting > 0 && (
        <span className="hall-waiting">
          <Glyph name="pending" />
          {t('hall.unplaced', { count: waiting })}
        </span>
      )}
    </div>
  );
}
