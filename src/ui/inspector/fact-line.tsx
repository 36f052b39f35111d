import { useText } from '../app/ui-state.ts';
import { useSessionState } from '../store/index.ts';
import { ageText, virtualTime } from './age.ts';
import type { Fact } from './facts.ts';
import { RefLink } from './ref-link.tsx';

/** One line of facts: its name and its value. */
export function FactLine({ fact, asOf }: { readonly fact: Fact; readonly asOf: number }) {
  const t = useText();
  return (
    <div>
      <dt>{t(fact.label)}</dt>
      <dd>
        <FactValue fact={fact} asOf={asOf} />
      </dd>
    </div>
  );
}

function FactValue({ fact, asOf }: { readonly fact: Fact; readonly asOf: number }) {
  const t = useText();
  const age = useAge(asOf);
  if ('text' in fact) return <span data-tone={fact.tone}>{fact.text}</span>;
  if ('message' in fact) return <>{t(fact.message, fact.params)}</>;
  if ('since' in fact) return <>{age(fact.since)}</>;
  if ('refs' in fact)
    return (
      <>
        {fact.refs.map((target) => (
          <RefLink key={`${target.resource} ${target.name}`} target={target} />
        ))}
      </>
    );
  return (
    <>
      {fact.chips.map((chip) => (
        <span key={chip} className="chip mono">
          {chip}
        </span>
      ))}
    </>
  );
}

/** How old a timestamp is at a moment, in kubectl's words. */
export function useAge(asOf: number): (timestamp: string) => string {
  const epoch = useSessionState((state) => state.epoch);
  return (timestamp) => {
    const since = virtualTime(timestamp, epoch);
    return since === undefined ? '' : ageText(asOf - since);
  };
}
