import { createContext, useContext, type ReactNode } from 'react';
import { useText } from '../app/ui-state.ts';

/** Asks why a field is as it is; a path is written as diff.ts writes it, `status.conditions[Ready].status`. */
export const AskContext = createContext<((path: string) => void) | undefined>(undefined);

interface Props {
  readonly path: string;
  readonly children: ReactNode;
}

/** Something that can be asked about: a condition, the state of a container, a field. */
export function Asks({ path, children }: Props) {
  const t = useText();
  const ask = useContext(AskContext);
  if (!ask) return <>{children}</>;
  return (
    <button type="button" className="asks" title={t('why.ask', { path })} data-path={path} onClick={() => ask(path)}>
      {children}
    </button>
  );
}
