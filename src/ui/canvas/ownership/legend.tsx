import { useText } from '../../app/ui-state.ts';

/** What the lines mean. */
export function Legend() {
  const t = useText();
  return (
    <ul className="graph-legend" aria-label={t('graph.legend')}>
      {(['owns', 'claims', 'uses'] as const).map((verb) => (
        <li key={verb}>
          <svg width="34" height="12" viewBox="0 0 34 12" className="graph-edges" aria-hidden="true">
            <g data-verb={verb}>
              <path d="M1 6H27" />
              {verb !== 'uses' && <path className="graph-tip" d="M33 6l-8 -4.5v9z" />}
            </g>
          </svg>
          {t(`graph.legend.${verb}`)}
        </li>
      ))}
    </ul>
  );
}
