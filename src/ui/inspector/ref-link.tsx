import { refKey, useSelection, useSession, type ObjectRef } from '../store/index.ts';

interface Props {
  readonly target: ObjectRef;
  readonly text?: string;
}

/** The name of another object; a click selects it. What is not known is only a name. */
export function RefLink({ target, text = target.name }: Props) {
  const { mirror } = useSession();
  const [, select] = useSelection();
  if (!mirror.log(target.resource).latest.has(refKey(target.namespace, target.name)))
    return <span className="mono">{text}</span>;
  return (
    <button type="button" className="ref-link mono" onClick={() => select({ type: 'object', ref: target })}>
      {text}
    </button>
  );
}
