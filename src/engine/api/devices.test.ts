import { describe, expect, it } from 'vitest';
import { deviceClassKind } from './deviceclass/index.ts';
import { resourceClaimKind } from './resourceclaim/index.ts';
import { resourceClaimTemplateKind } from './resourceclaimtemplate/index.ts';
import { resourceSliceKind } from './resourceslice/index.ts';
import { KindTester } from './testing/kind-tester.ts';

const REQUEST = { name: 'gpu', exactly: { deviceClassName: 'gpu.example.com' } };
const OPAQUE = { driver: 'gpu.example.com', parameters: { kind: 'GpuConfig' } };

describe('a device class', () => {
  const classes = new KindTester(deviceClassKind);

  it('chooses by expressions and configures with objects', () => {
    expect(classes.refusals({ spec: { selectors: [{ cel: { expression: 'true' } }] } })).toEqual([]);
    const spec = { selectors: [{}], config: [{}, { opaque: { driver: '', parameters: 'x' } }] };
    expect(classes.refusals({ spec }).slice(0, 3)).toEqual([
      'spec.selectors[0].cel: Required value',
      'spec.config[0].opaque: Required value',
      'spec.config[1].opaque.driver: Required value',
    ]);
    expect(classes.refusals({ spec }).at(-1)).toBe(
      'spec.config[1].opaque.parameters: Invalid value: "<value omitted>": must be a valid JSON object',
    );
    expect(classes.refusals({ spec: { extendedResourceName: 'cpu' } })).toEqual([
      'spec.extendedResourceName: Invalid value: "cpu": must be a valid extended resource name',
    ]);
  });
});

describe('a resource claim', () => {
  const claims = new KindTester(resourceClaimKind);
  const claim = (devices: object) => ({ spec: { devices: { requests: [REQUEST], ...devices } } });
  const refusals = (devices: object) => claims.refusals(claim(devices));
  const result = { request: 'gpu', driver: 'gpu.example.com', pool: 'worker-1', device: 'gpu-0' };
  const allocation = { devices: { results: [result] } };

  it('asks for one device unless told otherwise', () => {
    expect(claims.create(claim({})).spec.devices?.requests?.[0]?.exactly).toEqual({
      deviceClassName: 'gpu.example.com',
      allocationMode: 'ExactCount',
      count: 1,
    });
    expect(refusals({})).toEqual([]);
  });

  it('asks in one way', () => {
    const at = 'spec.devices.requests[0]';
    expect(refusals({ requests: [{ name: 'gpu' }] })).toEqual([
      `${at}: Required value: exactly one of \`exactly\` or \`firstAvailable\` is required`,
    ]);
    expect(refusals({ requests: [REQUEST, REQUEST] })).toEqual(['spec.devices.requests[1]: Duplicate value: "gpu"']);
    const exactly = { deviceClassName: '', allocationMode: 'All', count: 2, tolerations: [{ value: 'a b' }] };
    expect(refusals({ requests: [{ name: 'gpu', exactly }] }).slice(0, 2)).toEqual([
      `${at}.exactly.deviceClassName: Required value`,
      `${at}.exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'`,
    ]);
    expect(refusals({ requests: [{ name: 'gpu', exactly }] })[2]).toContain(
      `${at}.exactly.tolerations[0].value: Invalid value: "a b": a valid label`,
    );
  });

  it('constrains and configures what it asks for', () => {
    const alternatives = [{ name: 'large', deviceClassName: 'a' }];
    const requests = [{ name: 'gpu', firstAvailable: alternatives }];
    const constraints = [{ requests: ['gpu/large'], matchAttribute: 'gpu.example.com/model' }];
    expect(refusals({ requests, constraints, config: [{ opaque: OPAQUE }] })).toEqual([]);
    expect(refusals({ constraints: [{ requests: ['net'], matchAttribute: 'model' }] })).toEqual([
      `spec.devices.constraints[0].requests[0]: Invalid value: "net": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'`,
      'spec.devices.constraints[0].matchAttribute: Invalid value: "model": a fully qualified name must be a domain and a name separated by a slash',
    ]);
  });

  it('does not change', () => {
    expect(claims.updateRefusals(claim({}), claim({ requests: [] }))[0]).toMatch(
      /^spec: Invalid value: .*: field is immutable$/,
    );
  });

  it('is reserved once it is allocated', () => {
    const reservedFor = [{ resource: 'pods', name: 'web', uid: '1' }];
    expect(claims.statusRefusals(claim({}), { reservedFor })).toEqual([
      'status.reservedFor: Forbidden: may not be specified when `allocated` is not set',
    ]);
    expect(claims.statusRefusals(claim({}), { reservedFor, allocation })).toEqual([]);
    const device = { driver: 'gpu.example.com', pool: 'worker-1', device: 'gpu-1' };
    expect(claims.statusRefusals(claim({}), { allocation, devices: [device] })).toEqual([
      'status.devices[0]: Invalid value: "gpu.example.com/worker-1/gpu-1": must be an allocated device in the claim',
    ]);
    const text = (status: object) => claims.cells(claim({}), status)[1];
    expect([text({}), text({ allocation }), text({ allocation, reservedFor })]).toEqual([
      'pending',
      'allocated',
      'allocated,reserved',
    ]);
  });

  it('forgets of a device what it was told when the device is given back', () => {
    const status = { allocation, devices: [{ driver: result.driver, pool: result.pool, device: result.device }] };
    const old = { ...claims.create(claim({})), status };
    const next = { ...old, status: { devices: status.devices } };
    expect(resourceClaimKind.subresources.status?.prepareForUpdate(next, old).status).toEqual({});
  });
});

describe('a resource claim template', () => {
  it('holds a claim that would be good', () => {
    const templates = new KindTester(resourceClaimTemplateKind);
    expect(templates.refusals({ spec: { spec: { devices: { requests: [REQUEST] } } } })).toEqual([]);
    expect(templates.refusals({ spec: { spec: { devices: { requests: [{ name: 'A' }] } } } })[0]).toContain(
      'spec.spec.devices.requests[0].name: Invalid value: "A"',
    );
  });
});

describe('a resource slice', () => {
  const slices = new KindTester(resourceSliceKind);
  const SPEC = {
    driver: 'gpu.example.com',
    nodeName: 'worker-1',
    pool: { name: 'worker-1', resourceSliceCount: 1, generation: 1 },
  };
  const refusals = (change: object) => slices.refusals({ spec: { ...SPEC, ...change } });
  const device = (change: object) => refusals({ devices: [{ name: 'gpu-0', ...change }] });

  it('is somewhere, once', () => {
    expect(refusals({ devices: [{ name: 'gpu-0' }] })).toEqual([]);
    const one = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
    expect(refusals({ nodeName: undefined })).toEqual([`spec: Required value: ${one}`]);
    expect(refusals({ allNodes: true })).toEqual([
      `spec: Invalid value: "{\`nodeName\`, \`allNodes\`}": ${one}, but multiple fields are set`,
    ]);
    expect(slices.cells({ spec: SPEC })).toEqual(['x', 'worker-1', 'gpu.example.com', 'worker-1', '60s']);
    expect(slices.update({ spec: SPEC }, { spec: { ...SPEC, devices: [] } }).metadata.generation).toBe(1);
    expect(slices.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, driver: 'b.example.com' } })).toEqual([
      'spec.driver: Invalid value: "b.example.com": field is immutable',
    ]);
  });

  it('has devices with attributes of one value', () => {
    const at = 'spec.devices[0]';
    expect(device({ attributes: { model: { string: 'a', int: 1 }, 'b-c': { version: '1' } } })).toEqual([
      `${at}.attributes[b-c]: Invalid value: "b-c": a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')`,
      `${at}.attributes[b-c].version: Invalid value: "1": must be a string compatible with semver.org spec 2.0.0`,
      `${at}.attributes[model]: Invalid value: {"string":"a","int":1}: exactly one value must be specified`,
    ]);
    expect(device({ allNodes: true })[0]).toContain(
      `${at}: Invalid value: "null": \`nodeName\`, \`nodeSelector\` and \`allNodes\` can only be set`,
    );
  });

  it('shares capacity only of devices that are shared', () => {
    const memory = {
      value: '10Gi',
      requestPolicy: { default: '1Gi', validRange: { min: '1Gi', step: '3Gi', max: '5Gi' } },
    };
    const at = 'spec.devices[0].capacity[memory].requestPolicy';
    expect(device({ capacity: { memory } })).toEqual([`${at}: Forbidden: allowMultipleAllocations must be true`]);
    expect(device({ capacity: { memory }, allowMultipleAllocations: true })).toEqual([
      `${at}.validRange.step: Invalid value: "5Gi": value is not a multiple of a given step (3Gi) from (1Gi)`,
    ]);
    const values = { value: '2Gi', requestPolicy: { default: '1Gi', validValues: ['2Gi', '3Gi'] } };
    expect(device({ capacity: { memory: values }, allowMultipleAllocations: true })).toEqual([
      `${at}.validValues[1]: Invalid value: "3Gi": option is larger than capacity value: 2Gi`,
      `${at}.validValues: Invalid value: "1Gi": default value is not valid according to the requestPolicy`,
    ]);
  });

  it('remembers since when a device is tainted', () => {
    const slice = slices.create({
      spec: { ...SPEC, devices: [{ name: 'a', taints: [{ key: 'k', effect: 'None' }] }] },
    });
    const facts = { user: { name: 'driver', groups: [] }, now: 0 };
    const { spec } = resourceSliceKind.strategy.prepareForCreate(slice, facts);
    expect(spec.devices?.[0]?.taints?.[0]).toEqual({ key: 'k', effect: 'None', timeAdded: '1970-01-01T00:00:00Z' });
  });
});
