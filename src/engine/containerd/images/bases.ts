import { ALPINE, DEBIAN, QUICK, layer, text, type Image, type Layer } from './image.ts';

/** An image that is there to run somebody's commands in. */
function base(
  repository: string,
  layers: readonly Layer[],
  cmd: readonly string[] = ['bash'],
  more: Partial<Image> = {},
): Image {
  return { repository, layers, entrypoint: [], cmd, shell: true, ...more };
}

const DNS_TOOLS = { tools: ['dig', 'host', 'nslookup', 'curl', 'wget', 'nc', 'ping', 'bash'] } as const;
const BUSYBOX = { base: 'busybox' } as const;
const CURL = { tools: ['curl'] } as const;

/**
 * An image with a language's interpreter. Without a program, and with nothing to read, it ends at once; what somebody's own
 * program does is not known here, so that it only listens where its pod says it does.
 */
function language(repository: string, layers: readonly Layer[], ...binaries: readonly string[]): Image {
  return {
    ...base(repository, layers, ['true'], CURL),
    server: {
      binaries,
      ports: [],
      startup: QUICK,
      log: ['orrery: what this program does is not known here; this is a stand-in that listens on the declared ports'],
      http: (_request, { argv, hostname }) => text(200, `stand-in for ${argv.join(' ')} on ${hostname}\n`),
      shutdown: 50_000,
    },
  };
}

const library = (name: string): string => `docker.io/library/${name}`;
const BUILDPACK: readonly Layer[] = [
  layer('debian:bookworm', 48_500_000),
  layer('buildpack-deps:curl', 24_000_000),
  layer('buildpack-deps:scm', 64_400_000),
  layer('buildpack-deps', 211_000_000),
];

/** Distributions, languages and boxes of tools. */
export const bases: readonly Image[] = [
  base(library('ubuntu'), [layer('ubuntu:24.04', 29_700_000)], ['bash'], { base: 'ubuntu' }),
  base(library('debian'), [layer('debian:bookworm', 48_500_000)]),
  base(library('centos'), [layer('centos:7', 76_100_000)]),
  base(library('fedora'), [layer('fedora:43', 61_900_000)]),
  base(library('amazonlinux'), [layer('amazonlinux:2023', 53_600_000)]),
  base(library('bash'), [ALPINE, layer('bash', 2_900_000)]),
  base(library('buildpack-deps'), BUILDPACK, ['bash'], CURL),
  language(library('python'), [...BUILDPACK, layer('python', 23_600_000)], 'python3', 'python', 'uvicorn', 'gunicorn'),
  language(library('ruby'), [...BUILDPACK, layer('ruby', 38_900_000)], 'ruby', 'irb'),
  language(library('golang'), [...BUILDPACK, layer('golang', 78_300_000)], 'go'),
  language(library('openjdk'), [...BUILDPACK, layer('openjdk', 187_000_000)], 'java'),
  language(library('node'), [...BUILDPACK, layer('node', 57_800_000)], 'node', 'npm'),
  language(library('php'), [DEBIAN, layer('php', 108_000_000)], 'php'),
  base('docker.io/curlimages/curl', [ALPINE, layer('curl', 5_400_000)], ['curl', '--help'], {
    ...CURL,
    entrypoint: ['/entrypoint.sh'],
    files: { '/entrypoint.sh': '#!/bin/sh\nexec curl "$@"\n' },
    cmd: ['curl', '--help'],
  }),
  base('docker.io/luksa/curl', [ALPINE, layer('curl', 5_400_000)], ['sleep', '9999999'], CURL),
  base('docker.io/tutum/curl', [layer('ubuntu:14.04', 65_700_000), layer('tutum curl', 12_300_000)], ['bash'], CURL),
  base(
    'docker.io/tutum/dnsutils',
    [layer('ubuntu:14.04', 65_700_000), layer('tutum dnsutils', 9_800_000)],
    ['bash'],
    DNS_TOOLS,
  ),
  base('docker.io/nicolaka/netshoot', [ALPINE, layer('netshoot', 196_000_000)], ['zsh'], DNS_TOOLS),
  base('docker.io/praqma/network-multitool', [ALPINE, layer('network-multitool', 16_200_000)], ['bash'], DNS_TOOLS),
  base(
    'registry.k8s.io/e2e-test-images/jessie-dnsutils',
    [layer('debian:jessie', 52_600_000), layer('dnsutils', 61_000_000)],
    ['sleep', 'infinity'],
    DNS_TOOLS,
  ),
  base('registry.k8s.io/busybox', [layer('busybox 1.27', 667_000)], ['sh'], BUSYBOX),
  base('k8s.gcr.io/busybox', [layer('busybox 1.27', 667_000)], ['sh'], BUSYBOX),
  base('gcr.io/google-containers/busybox', [layer('busybox 1.27', 667_000)], ['sh'], BUSYBOX),
  base('gcr.io/google_containers/busybox', [layer('busybox 1.27', 667_000)], ['sh'], BUSYBOX),
  base('quay.io/prometheus/busybox', [layer('busybox', 2_210_000)], ['sh'], BUSYBOX),
];
