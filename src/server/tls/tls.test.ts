import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import { credentialsOfPeer, kubeconfig, makeCertificates } from './index.ts';

const certificates = makeCertificates(new Date());

describe('the certificates of a run', () => {
  it('are signed by their authority, for the names under which the server is reached', () => {
    const ca = new X509Certificate(certificates.ca);
    const server = new X509Certificate(certificates.cert);
    expect(ca.ca).toBe(true);
    expect(server.checkIssued(ca) && server.verify(ca.publicKey)).toBe(true);
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkHost('evil.example')).toBeUndefined();
    expect(new X509Certificate(certificates.admin.cert).subject).toBe('O=system:masters\nCN=kubernetes-admin');
  });

  it('prove who asks, and only they do', async () => {
    const { key, cert, ca } = certificates;
    const server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false }, (message, response) =>
      response.end(JSON.stringify(credentialsOfPeer(message.socket as TLSSocket))),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (identity: { key?: string; cert?: string }) =>
      new Promise<unknown>((resolve, reject) => {
        const options = { host: '127.0.0.1', port, ca, agent: false as const, ...identity };
        const sent = request(options, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve(JSON.parse(text)));
        });
        sent.on('error', reject).end();
      });
    const { admin } = certificates;
    expect(await ask({ key: admin.key, cert: admin.cert })).toEqual({
      clientCertificate: { commonName: 'kubernetes-admin', organizations: ['system:masters'] },
    });
    expect(await ask({})).toEqual({});
    const stranger = makeCertificates(new Date()).admin;
    expect(await ask({ key: stranger.key, cert: stranger.cert })).toEqual({});
    server.close();
  });

  it('stand in a kubeconfig', () => {
    const text = kubeconfig('https://127.0.0.1:6443', certificates);
    expect(text).toContain('server: https://127.0.0.1:6443\n');
    const data = /client-certificate-data: (\S+)/.exec(text)?.[1] ?? '';
    expect(Buffer.from(data, 'base64').toString()).toBe(certificates.admin.cert);
  });
});
