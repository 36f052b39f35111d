import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from './protobuf.ts';

/** What kubectl 1.33 sends, byte for byte. */
const SENT = {
  /** create deployment w2 --image=nginx:1.25 --replicas=0 --port=80 */
  deployment:
    'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErkBCh0KAncyEgAaACIAKgAyADgAQgBaCQoDYXBwEgJ3MhKJAQgAEgsKCQoDYXBwEgJ3MhpwChsKABIAGgAiACoAMgA4AEIAWgkKA2FwcBICdzISURIzCgVuZ2lueBIKbmdpbng6MS4yNSoAMgoKABAAGFAiACoAQgBqAHIAgAEAiAEAkAEAogEAGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBACICCgAoADgAGgwIABAAGAAgACgAOAAaACIA',
  /** create secret generic s2 --from-literal=a=b */
  secret: 'azhzAAoMCgJ2MRIGU2VjcmV0Eh4KEgoCczISABoAIgAqADIAOABCABIGCgFhEgFiGgAaACIA',
  /** create quota q --hard=cpu=1,pods=2 */
  quota: 'azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRIwChEKAXESABoAIgAqADIAOABCABIZCgoKA2NwdRIDCgExCgsKBHBvZHMSAwoBMhoAGgAiAA==',
  /** create ingress i --rule=foo.com/bar=svc:80 */
  ingress:
    'azhzAAofChRuZXR3b3JraW5nLms4cy5pby92MRIHSW5ncmVzcxJGChEKAWkSABoAIgAqADIAOABCABItGisKB2Zvby5jb20SIAoeChwKBC9iYXISDSILCgNzdmMSBAoAEFAaBUV4YWN0GgIKABoAIgA=',
  /** create pdb p --selector=a=b --min-available=50% */
  budget:
    'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSNgoRCgFwEgAaACIAKgAyADgAQgASFQoJCAEQABoDNTAlEggKBgoBYRIBYhoKCAAYACAAKAAwABoAIgA=',
  /** create token default --duration=10m */
  token: 'azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIdChAKABIAGgAiACoAMgA4AEIAEgMg2AQaBAoAEgAaACIA',
};

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const decode = (name: keyof typeof SENT) => decodeProtobuf(bytesOf(SENT[name]));

/** A length-delimited field of fewer than 128 bytes. */
const field = (number: number, content: readonly number[] | string): number[] => {
  const bytes = typeof content === 'string' ? [...Buffer.from(content)] : content;
  return [(number << 3) | 2, bytes.length, ...bytes];
};
const body = (apiVersion: string, kind: string, raw: readonly number[]) =>
  Uint8Array.from([
    ...Buffer.from('k8s\0'),
    ...field(1, [...field(1, apiVersion), ...field(2, kind)]),
    ...field(2, raw),
  ]);

describe('what kubectl sends', () => {
  it('is the JSON it used to send: structs that are no pointers stay, zeros that Go omits do not, and zero behind a pointer does', () => {
    expect(decode('deployment')).toEqual({
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name: 'w2', labels: { app: 'w2' } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'w2' } },
        strategy: {},
        template: {
          metadata: { labels: { app: 'w2' } },
          spec: {
            containers: [{ name: 'nginx', image: 'nginx:1.25', ports: [{ containerPort: 80 }], resources: {} }],
          },
        },
      },
      status: {},
    });
  });

  it('has bytes in base64, and quantities and percentages as text', () => {
    expect(decode('secret')).toMatchObject({ kind: 'Secret', data: { a: 'Yg==' } });
    expect(decode('quota')).toMatchObject({ spec: { hard: { cpu: '1', pods: '2' } } });
    expect(decode('budget')).toMatchObject({ spec: { minAvailable: '50%', selector: { matchLabels: { a: 'b' } } } });
    expect(decode('token')).toMatchObject({ spec: { expirationSeconds: 600 } });
  });

  it('does not show the structs that Go embeds', () => {
    expect(decode('ingress')).toMatchObject({
      spec: {
        rules: [
          {
            host: 'foo.com',
            http: {
              paths: [{ path: '/bar', pathType: 'Exact', backend: { service: { name: 'svc', port: { number: 80 } } } }],
            },
          },
        ],
      },
    });
  });
});

describe('the wire format', () => {
  it('has negative numbers, and knows a time from none', () => {
    const minusOne = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    const meta = [...field(1, 'p'), ...field(8, []), ...field(9, [0x08, 0x80, 0x01])];
    const raw = [...field(1, meta), 0x10, ...minusOne];
    expect(decodeProtobuf(body('scheduling.k8s.io/v1', 'PriorityClass', raw))).toEqual({
      kind: 'PriorityClass',
      apiVersion: 'scheduling.k8s.io/v1',
      metadata: { name: 'p', deletionTimestamp: '1970-01-01T00:02:08Z' },
      value: -1,
    });
  });

  it('keeps a zero that must be there', () => {
    const port = [0x18, 0x00, 0x28, 0x00];
    const raw = field(2, field(1, port));
    expect(decodeProtobuf(body('v1', 'Service', raw))).toMatchObject({ spec: { ports: [{ port: 0 }] } });
  });

  it('skips what it does not know', () => {
    const unknown = [...field(99 >> 3, 'x')];
    expect(
      decodeProtobuf(body('v1', 'ConfigMap', [...unknown, ...field(2, [...field(1, 'k'), ...field(2, 'v')])])),
    ).toEqual({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      data: { k: 'v' },
    });
  });

  it('takes a key from outside for a key', () => {
    const raw = field(2, [...field(1, '__proto__'), ...field(2, 'v')]);
    const { data } = decodeProtobuf(body('v1', 'ConfigMap', raw)) as { data: object };
    expect(Object.keys(data)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });

  it.each([
    [
      'no magic',
      new Uint8Array([1, 2, 3]),
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    ],
    ['cut short', bytesOf(SENT.deployment).subarray(0, 60), 'unexpected EOF'],
    ['a number without an end', body('v1', 'Pod', [0x08, ...Array<number>(11).fill(0xff)]), 'proto: integer overflow'],
    ['a kind of nowhere', body('v1', 'constructor', []), 'no kind "constructor" is registered for version "v1"'],
  ])('refuses %s', (_, bytes, text) => {
    expect(() => decodeProtobuf(bytes)).toThrow(text);
  });
});
