import { MILLISECOND } from '../../sim/index.ts';
import { answerReview } from './agnhost-webhook.ts';
import { ALPINE, layer, text, type Image } from './image.ts';

/** The image of Kubernetes' own end-to-end tests; here its netexec, serve-hostname and webhook servers. */
export const agnhost: Image = {
  repository: 'registry.k8s.io/e2e-test-images/agnhost',
  layers: [ALPINE, layer('agnhost tools', 31_000_000), layer('agnhost', 17_400_000)],
  entrypoint: ['/agnhost'],
  cmd: ['pause'],
  shell: true,
  base: 'alpine',
  tools: ['curl', 'dig', 'host', 'bash', 'nslookup'],
  wraps: false,
  server: {
    binaries: ['agnhost'],
    ports: [8080, 9376, 80, 8443, 443],
    startup: 100 * MILLISECOND,
    log: ['Started HTTP server on port 8080'],
    http: (request, context) => {
      const verdict = answerReview(request);
      if (verdict) return verdict;
      if (request.path?.startsWith('/hostname') || request.path?.startsWith('/hostName'))
        return text(200, context.hostname);
      if (request.path?.startsWith('/clientip')) return text(200, '10.244.0.1');
      if (request.path?.startsWith('/healthz')) return text(200, '');
      return text(200, context.hostname);
    },
    shutdown: 20 * MILLISECOND,
  },
};
