import { useText } from '../../app/ui-state.ts';

/** Where the machine's wires to the API server end. */
export function Door({ name }: { readonly name: string }) {
  return (
    <div className="part door rail-door" data-component="kube-apiserver" data-process={`kube-apiserver@${name}`}>
      <svg className="emblem door-emblem" viewBox="0 0 60 120" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
        <path d="M10 118V22a20 20 0 0 1 40 0v96M4 118h52" />
        <path d="M18 118V26a12 12 0 0 1 24 0v92M18 48h24M18 72h24M18 96h24" opacity=".55" />
      </svg>
      <span>kube-apiserver</span>
    </div>
  );
}

export function Registry() {
  const t = useText();
  return (
    <div className="part rail-registry" data-component="registry" data-process="registry">
      <span>{t('map.registry')}</span>
      <small>{t('map.outside')}</small>
    </div>
  );
}
