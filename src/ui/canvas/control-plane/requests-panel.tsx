import { useMemo } from 'react';
import { useText } from '../../app/ui-state.ts';
import { Glyph, type GlyphName } from '../../kit/index.ts';
import { useFacts, usePlayhead, useSample, useSelection, useSession } from '../../store/index.ts';
import { Panel } from '../node/panel.tsx';
import { isToldRequest, requestAt, STATIONS, storedBy, type Mark, type Request } from './requests.ts';
import { RecordLog, sweep } from './span-log.ts';

interface Props {
  readonly name: string;
  readonly style: React.CSSProperties;
  readonly width: number;
  readonly height: number;
}

const ROW = 26;
const HEADS = 84;
/** Where the names of the stations lean, and need more room. */
const LEANING = 24;
const NARROW = 580;

/** Requests on their way through the API server: a line each, a station a column. */
export function RequestsPanel({ name, style, width, height }: Props) {
  const t = useText();
  const process = `kube-apiserver@${name}`;
  const heads = HEADS + (width - 24 < NARROW ? LEANING : 0);
  const { requests, newest } = useRequests(process, Math.max(3, Math.floor((height - heads) / ROW)));
  const alive = useFacts(process, 'watch-caches') !== undefined;
  const reading = useSample(process, 'apiserver_current_inflight_requests', 'request_kind="readOnly"') ?? 0;
  const writing = useSample(process, 'apiserver_current_inflight_requests', 'request_kind="mutating"') ?? 0;
  return (
    <Panel
      title="kube-apiserver"
      look="close-requests"
      component="kube-apiserver"
      process={process}
      style={style}
      aside={t(alive ? 'plane.inflight' : 'plane.down', { count: reading + writing })}
    >
      <table className="requests">
        <thead>
          <tr>
            <th scope="col">{t('plane.who')}</th>
            <th scope="col">{t('plane.what')}</th>
            {STATIONS.map((station) => (
              <th key={station} scope="col" className="station-head" title={t(`plane.station.${station}.why`)}>
                <span>{t(`plane.station.${station}`)}</span>
              </th>
            ))}
            <th scope="col">{t('plane.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request, i) =>
            request ? (
              <Row key={i} request={request} newest={request.id === newest} />
            ) : (
              <tr key={i} className="request-empty">
                <td colSpan={STATIONS.length + 3}>&nbsp;</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </Panel>
  );
}

const GLYPHS: Readonly<Record<Mark, GlyphName | undefined>> = {
  passed: 'ready',
  refused: 'failed',
  here: 'live',
  skipped: undefined,
  ahead: undefined,
};

function Row({ request, newest }: { readonly request: Request; readonly newest: boolean }) {
  const t = useText();
  const [, select] = useSelection();
  const { id, verb, path, user, code, marks, note } = request;
  return (
    <tr className="request" data-newest={newest || undefined} data-open={code === undefined || undefined}>
      <td className="request-user" title={user}>
        {shortUser(user)}
      </td>
      <td className="request-path">
        <button type="button" title={`${verb} ${path}\n${note}`} onClick={() => select({ type: 'record', id })}>
          <strong>{verb}</strong> {shortPath(path)}
        </button>
      </td>
      {STATIONS.map((station) => {
        const glyph = GLYPHS[marks[station]];
        return (
          <td key={station} className="request-mark" data-mark={marks[station]}>
            {glyph ? <Glyph name={glyph} /> : <i aria-hidden="true">{marks[station] === 'skipped' ? '–' : ''}</i>}
            <span className="hidden">{t(`plane.mark.${marks[station]}`)}</span>
          </td>
        );
      })}
      <td className="request-code mono" data-bad={(code ?? 0) >= 400 || undefined}>
        {code ?? '…'}
      </td>
    </tr>
  );
}

function useRequests(process: string, rows: number) {
  const { trace } = useSession();
  const playhead = usePlayhead(10);
  const log = useMemo(
    () =>
      new RecordLog(trace, (record) => (isToldRequest(record) && record.type === 'span' ? record.process : undefined)),
    [trace],
  );
  const { first, records } = log.last(process, playhead, rows);
  const requests = records
    .filter((record) => record.type === 'span')
    .map((span) =>
      requestAt(
        span,
        storedBy((id) => trace.get(id), span),
        playhead,
      ),
    );
  return { requests: sweep(first, requests, rows), newest: requests[requests.length - 1]?.id };
}

/** `system:serviceaccount:kube-system:replicaset-controller` → `replicaset-controller` */
export function shortUser(user: string): string {
  return user
    .replace(/^system:serviceaccount:[^:]*:/, '')
    .replace(/^system:(node:|apiserver)?/, (_, rest?: string) => (rest === 'apiserver' ? 'apiserver' : ''));
}

/** `/api/v1/namespaces/default/pods/web` → `pods/web`: what is asked for stands first, the namespace behind it. */
export function shortPath(path: string): string {
  const bare = path.replace(/^\/(api|apis\/[^/]+)\/v[^/]+\//, '');
  const [, namespace, rest] = /^namespaces\/([^/]+)\/(.+)$/.exec(bare) ?? [];
  if (rest === undefined) return bare;
  return namespace === 'default' ? rest : `${rest} ${namespace}`;
}
