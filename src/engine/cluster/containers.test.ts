import { describe, expect, it } from 'vitest';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

const PODS = '/api/v1/namespaces/default/pods';

/** A cluster of one worker in which pods look at what they have been given. */
class Bench {
  readonly cluster = new Cluster({ seed: 1, workers: 1 });

  constructor() {
    this.cluster.runUntilReady();
  }

  ask(method: string, url: string, object?: object): string {
    let answer: string | undefined;
    const body = object && JSON.stringify(object);
    const headers = { 'content-type': 'application/json' };
    this.cluster.connect(
      { method, url, headers, ...(body !== undefined && { body }) },
      {
        onResponse: (response) => (answer = response.body ?? ''),
        onChunk: () => {},
        onMessage: () => {},
        onEnd: () => {},
        onFailure: (reason) => (answer = reason),
      },
    );
    const deadline = this.cluster.now + 60 * SECOND;
    while (answer === undefined && this.cluster.now < deadline) this.cluster.sim.step();
    return answer ?? '';
  }

  make(kind: string, object: object): void {
    this.ask('POST', `/api/v1/namespaces/default/${kind}`, { apiVersion: 'v1', ...object });
  }

  pod(name: string, spec: object, labels = {}): void {
    this.ask('POST', PODS, { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec });
  }

  /** Runs a script in a container of busybox, and gives what it has printed. */
  run(
    script: string,
    spec: { volumes?: object[]; volumeMounts?: object[]; image?: string } = {},
    seconds = 30,
  ): string {
    const name = `run-${this.#runs++}`;
    const { volumes, volumeMounts, image = 'busybox:1.36' } = spec;
    const container = { name: 'main', image, command: ['sh', '-c', script], volumeMounts };
    this.pod(name, { restartPolicy: 'Never', volumes, containers: [container] });
    this.cluster.advance(seconds * SECOND);
    return this.log(name);
  }

  #runs = 0;

  log(name: string, container = ''): string {
    return this.ask('GET', `${PODS}/${name}/log${container === '' ? '' : `?container=${container}`}`);
  }

  web(): void {
    this.pod('web', { containers: [{ name: 'web', image: 'nginx' }] }, { app: 'web' });
    this.make('services', {
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    this.cluster.advance(20 * SECOND);
  }
}

describe('the files of a container', () => {
  it('are its own name, its resolver, and the volumes of its pod', () => {
    const bench = new Bench();
    bench.make('configmaps', {
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { 'app.conf': 'colour=blue\n' },
    });
    bench.make('secrets', { kind: 'Secret', metadata: { name: 'key' }, data: { password: 'czNjcjN0' } });
    const volumes = [
      { name: 'config', configMap: { name: 'settings' } },
      { name: 'secret', secret: { secretName: 'key' } },
    ];
    const volumeMounts = [
      { name: 'config', mountPath: '/etc/config' },
      { name: 'secret', mountPath: '/etc/secret', readOnly: true },
    ];
    const script =
      'hostname; cat /etc/config/app.conf /etc/secret/password; echo; ls -a /etc/config; echo x > /etc/config/y; cat /etc/resolv.conf; cat /var/run/secrets/kubernetes.io/serviceaccount/namespace';
    expect(bench.run(script, { volumes, volumeMounts })).toMatch(
      /^run-0\ncolour=blue\ns3cr3t\n\.\n\.\.\n\.\.2026_\S+\n\.\.data\napp\.conf\nsh: can't create \/etc\/config\/y: Read-only file system\nsearch default\.svc\.cluster\.local svc\.cluster\.local cluster\.local\nnameserver 10\.96\.0\.10\noptions ndots:5\ndefault\n$/,
    );
  });

  it('follow their ConfigMap after a while, all at once', () => {
    const bench = new Bench();
    const settings = (colour: string) => ({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name: 'settings' },
      data: { colour },
    });
    bench.make('configmaps', settings('blue'));
    const volumes = [{ name: 'config', configMap: { name: 'settings' } }];
    const volumeMounts = [{ name: 'config', mountPath: '/etc/config' }];
    bench.run('while true; do cat /etc/config/colour; echo; sleep 10; done', { volumes, volumeMounts });
    bench.ask('PUT', '/api/v1/namespaces/default/configmaps/settings', settings('green'));
    bench.cluster.advance(10 * SECOND);
    expect(bench.log('run-0')).not.toContain('green');
    bench.cluster.advance(180 * SECOND);
    expect(bench.log('run-0')).toContain('green');
  });

  it('in an emptyDir are seen by the other container, which may only read them if it says so', () => {
    const bench = new Bench();
    const mount = (readOnly: boolean) => [{ name: 'shared', mountPath: '/data', readOnly }];
    bench.pod('two', {
      restartPolicy: 'Never',
      volumes: [{ name: 'shared', emptyDir: {} }],
      containers: [
        {
          name: 'writer',
          image: 'busybox',
          command: ['sh', '-c', 'echo hello > /data/message; sleep 100'],
          volumeMounts: mount(false),
        },
        {
          name: 'reader',
          image: 'busybox',
          command: ['sh', '-c', 'sleep 5; cat /data/message; rm /data/message'],
          volumeMounts: mount(true),
        },
      ],
    });
    bench.cluster.advance(30 * SECOND);
    expect(bench.log('two', 'reader')).toBe("hello\nrm: can't remove '/data/message': Read-only file system\n");
  });
});

describe('the network of a container', () => {
  it('leads by the name of a Service to its pods', () => {
    const bench = new Bench();
    bench.web();
    expect(bench.run('wget -qO- http://web | grep title')).toBe('<title>Welcome to nginx!</title>\n');
    expect(bench.run('nslookup web.default.svc.cluster.local')).toMatch(
      /^Server:\t\t10\.96\.0\.10\nAddress:\t10\.96\.0\.10:53\n\nName:\tweb\.default\.svc\.cluster\.local\nAddress: 10\.\d+\.\d+\.\d+\n\n$/,
    );
    expect(bench.log('web')).toContain('"GET / HTTP/1.1" 200');
  });

  it('says in the words of its tools what does not work', () => {
    const bench = new Bench();
    bench.web();
    const script =
      'curl -sS nosuch; echo $?; curl -sS web:81; echo $?; curl -s -o /dev/null -w "%{http_code}\\n" web/nothing; curl -sS -m 2 10.96.0.99:80; echo $?';
    const said = bench.run(script, { image: 'curlimages/curl' }, 60);
    expect(said).toContain('curl: (6) Could not resolve host: nosuch\n6\n');
    expect(said).toMatch(
      /curl: \(7\) Failed to connect to web port 81 after \d+ ms: Could not connect to server\n7\n404\n/,
    );
  });

  it('is in the trace: the query at coredns, the connection through the rules', () => {
    const bench = new Bench();
    bench.web();
    bench.run('wget -qO- http://web');
    const { trace } = bench.cluster;
    const operations = new Set<string>();
    for (let id = trace.first; id < trace.next; id++) {
      const record = trace.get(id);
      if (record?.type === 'span') operations.add(`${record.process} ${record.operation}`);
    }
    expect([...operations]).toContain('coredns@control-plane-1 query');
    expect([...operations]).toContain('default/run-0@worker-1 connect');
  });
});

describe('the environment of a container', () => {
  it('tells of the Services of its namespace, which its own variables and its command may name', () => {
    const bench = new Bench();
    bench.web();
    const command = ['sh', '-c', `echo '$(URL) $(toString)' $WEB_PORT $HOSTNAME; env | grep -c ^WEB_`];
    const env = [{ name: 'URL', value: 'http://$(WEB_SERVICE_HOST):$(WEB_SERVICE_PORT)/$(constructor)' }];
    const containers = [{ name: 'main', image: 'busybox:1.36', command, env }];
    bench.pod('linked', { restartPolicy: 'Never', containers });
    bench.pod('alone', { restartPolicy: 'Never', containers, enableServiceLinks: false });
    bench.cluster.advance(30 * SECOND);
    const rest = String.raw`/\$\(constructor\) \$\(toString\)`;
    expect(bench.log('linked')).toMatch(new RegExp(`^http://(10[.0-9]+):80${rest} tcp://\\1:80 linked\n7\n$`));
    expect(bench.log('alone')).toBe(
      'http://$(WEB_SERVICE_HOST):$(WEB_SERVICE_PORT)/$(constructor) $(toString) alone\n0\n',
    );
  });
});

describe('the API server, as a program in a pod asks it', () => {
  const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
  const CURL = `curl -s --cacert ${ACCOUNT}/ca.crt -H "Authorization: Bearer $(cat ${ACCOUNT}/token)"`;
  const image = 'curlimages/curl';
  const asked = 'https://kubernetes.default.svc/api/v1/namespaces/default/pods';

  it('answers whoever asks what everybody may know, and knows the pod by its token', () => {
    const bench = new Bench();
    const text = bench.run(`${CURL} https://kubernetes/version; ${CURL} ${asked}; curl -sk ${asked}`, { image });
    expect(text).toMatch(/^\{\n {2}"major": "1",\n {2}"minor": "36"/);
    expect(text).toContain(
      'pods is forbidden: User \\"system:serviceaccount:default:default\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"default\\"',
    );
    expect(text).toContain('pods is forbidden: User \\"system:anonymous\\"');
    expect(bench.run(`wget -qO- --header "Authorization: Bearer x" https://kubernetes/version`)).toContain(
      'server returned error: HTTP/1.1 401 Unauthorized',
    );
  });

  it('does what a binding lets the account do', () => {
    const bench = new Bench();
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings';
    bench.ask('POST', rbac, {
      metadata: { name: 'edit' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'default' }],
    });
    const maps = 'https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT/api/v1/namespaces/default/configmaps';
    const post = `${CURL} -H 'Content-Type: application/json' -d '{"metadata":{"name":"mine"}}' ${maps}`;
    const watch = `${CURL} '${asked}?watch=true&fieldSelector=metadata.name=run-0'`;
    const text = bench.run(`${post} >/dev/null; ${CURL} ${maps} | grep '"name": "mine"'; ${watch}`, { image }, 60);
    expect(text).toMatch(/^ +"name": "mine",\n\{"type":"ADDED","object":\{"kind":"Pod"/);
  });

  it('speaks TLS, with a certificate of the cluster’s own authority', () => {
    const bench = new Bench();
    const text = bench.run(
      `curl -s http://kubernetes:443/; curl -sS ${asked} 2>&1 | head -1; CURL_CA_BUNDLE=${ACCOUNT}/ca.crt curl -s -o /dev/null -w '%{http_code}' ${asked}`,
      { image },
    );
    expect(text).toBe(
      'Client sent an HTTP request to an HTTPS server.\ncurl: (60) SSL certificate problem: unable to get local issuer certificate\n403\n',
    );
  });
});
