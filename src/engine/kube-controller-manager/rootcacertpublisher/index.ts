import { isAlreadyExists, isNotFound, keyOf, semanticDeepEqual } from '../../apimachinery/index.ts';
import { CONFIG_MAPS, NAMESPACES } from '../../api/refs.ts';
import type { ConfigMap } from '../../api/configmap/types.ts';
import type { Namespace } from '../../api/namespace/types.ts';
import { WorkQueue, runWorkers } from '../../client-go/index.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { isNamespaceTerminating } from '../pod-control.ts';

const NAME = 'root-ca-certificate-publisher-controller';
const CONFIG_MAP = 'kube-root-ca.crt';
const DESCRIPTION = 'kubernetes.io/description';
const TEXT =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as ' +
  'the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of ' +
  'Kubernetes clusters.';

/** The cluster's certificate authority in a ConfigMap of every namespace. pkg/controller/certificates/rootcacertpublisher */
function start(context: ControllerContext): void {
  const { informers, process, config } = context;
  const configMaps = informers.informer<ConfigMap>(CONFIG_MAPS);
  const namespaces = informers.informer<Namespace>(NAMESPACES);
  const client = context.client('root-ca-cert-publisher').resource<ConfigMap>(CONFIG_MAPS);
  const queue = new WorkQueue(process, 'root_ca_cert_publisher');
  const data = { 'ca.crt': config.rootCA };
  const touched = ({ metadata }: ConfigMap): void => {
    if (metadata.name === CONFIG_MAP) queue.add(metadata.namespace ?? '');
  };
  configMaps.addEventHandler({ onUpdate: (_, configMap) => touched(configMap), onDelete: touched });
  namespaces.addEventHandler({
    onAdd: (namespace) => queue.add(keyOf(namespace)),
    onUpdate: (_, namespace) => queue.add(keyOf(namespace)),
  });
  context.whenSynced(NAME, [configMaps, namespaces], () => {
    runWorkers(process, queue, 1, function* (namespace) {
      if (namespaces.store.get(namespace)?.status.phase !== 'Active') return;
      const known = configMaps.store.get(`${namespace}/${CONFIG_MAP}`);
      const annotations = { ...known?.metadata.annotations, [DESCRIPTION]: TEXT };
      try {
        if (!known) {
          const metadata = { name: CONFIG_MAP, namespace, annotations };
          yield* client.create(namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
        } else if (!semanticDeepEqual(known.data, data) || known.metadata.annotations?.[DESCRIPTION] === undefined) {
          yield* client.update({ ...known, metadata: { ...known.metadata, annotations }, data });
        }
      } catch (error) {
        // Already there: the cache was behind. Not found, or terminating: the namespace is going.
        if (!isAlreadyExists(error) && !isNotFound(error) && !isNamespaceTerminating(error)) throw error;
      }
    });
  });
}

export const rootCACertPublisher: Controller = { name: NAME, start };
