import type { RuleRow } from '../../../engine/trace/index.ts';
import { useText } from '../../app/ui-state.ts';
import { Glyph } from '../../kit/index.ts';
import { useFacts } from '../../store/index.ts';
import { Panel } from './panel.tsx';

interface Props {
  readonly name: string;
  readonly style: React.CSSProperties;
}

/** The rules that kube-proxy wrote into the kernel of this machine: an address, and who answers behind it, here or elsewhere. */
export function ProxyPanel({ name, style }: Props) {
  const t = useText();
  const rules = useFacts(`kube-proxy@${name}`, 'rules');
  return (
    <Panel
      title="kube-proxy"
      look="close-proxy"
      component="kube-proxy"
      process={`kube-proxy@${name}`}
      style={style}
      aside={
        <span className="close-legend">
          <i className="endpoint" data-here="true" /> {t('node.here')} <i className="endpoint" /> {t('node.elsewhere')}
        </span>
      }
    >
      {rules === undefined && <p className="close-none">{t('closeup.silent', { name: 'kube-proxy' })}</p>}
      {rules?.length === 0 && <p className="close-none">{t('node.noRules')}</p>}
      <ul className="close-list">
        {inOrder(rules).map((rule) => (
          <Rule key={rule.address} rule={rule} node={name} />
        ))}
      </ul>
    </Panel>
  );
}

/** What the learner made comes first. */
function inOrder(rules: readonly RuleRow[] | undefined): readonly RuleRow[] {
  const own = ({ service }: RuleRow): boolean => !/^kube-|^default\/kubernetes(:|$)/.test(service);
  return [...(rules ?? [])].sort((a, b) => Number(own(b)) - Number(own(a)));
}

/** TCP is what one expects: only another protocol is worth a word. */
function bare(address: string): string {
  return address.replace(/\/TCP$/, '');
}

const MOST = 12;

function Rule({ rule, node }: { readonly rule: RuleRow; readonly node: string }) {
  const t = useText();
  const [namespace = '', rest = ''] = rule.service.split('/');
  const [service = '', port] = rest.split(':');
  const here = rule.endpoints.filter((endpoint) => endpoint.node === node).length;
  const shown = [...rule.endpoints].sort((a, b) => Number(b.node === node) - Number(a.node === node));
  const words = t('node.rule', { here, there: rule.endpoints.length - here });
  return (
    <li className="proxy-rule">
      <button
        type="button"
        className="proxy-rule-service"
        data-kind="Service"
        data-namespace={namespace}
        data-name={service}
        data-status={rule.address}
        data-resource="services"
      >
        {namespace === 'default' ? service : `${namespace}/${service}`}
        {port !== undefined && <small>:{port}</small>}
      </button>
      <span className="proxy-rule-address mono" title={rule.address}>
        {rule.nodePort ? t('node.nodePort', { port: bare(rule.address) }) : bare(rule.address)}
      </span>
      {rule.endpoints.length === 0 ? (
        <span className="proxy-rule-reject">
          <Glyph name="failed" />
          {t('node.reject')}
        </span>
      ) : (
        <span className="proxy-rule-ends" title={words} role="img" aria-label={words}>
          <span className="proxy-rule-arrow" aria-hidden="true">
            →
          </span>
          {rule.endpoints.length > MOST ? (
            <>
              <i className="endpoint" data-here="true" /> {here} <i className="endpoint" />{' '}
              {rule.endpoints.length - here}
            </>
          ) : (
            shown.map(({ ip, port: to, node: at }) => (
              <i
                key={`${ip}:${to}`}
                className="endpoint"
                data-here={at === node || undefined}
                title={`${ip}:${to} ${at}`}
              />
            ))
          )}
        </span>
      )}
    </li>
  );
}
