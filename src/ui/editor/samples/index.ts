import type { MessageId } from '../../../i18n/index.ts';
import crashLoop from './crash-loop.yaml?raw';
import guestbook from './guestbook.yaml?raw';
import imagePull from './image-pull.yaml?raw';
import ingressNginx from './ingress-nginx.yaml?raw';
import ingress from './ingress.yaml?raw';
import kubiaRc from './kubia-rc.yaml?raw';
import kubiaService from './kubia-service.yaml?raw';
import metricsServer from './metrics-server.yaml?raw';
import nginxDeployment from './nginx-deployment.yaml?raw';
import pod from './pod.yaml?raw';
import unschedulable from './unschedulable.yaml?raw';

/** A manifest to begin with. */
export interface Sample {
  readonly file: string;
  readonly title: MessageId;
  readonly text: string;
}

export const samples: readonly Sample[] = [
  { file: 'pod.yaml', title: 'editor.sample.pod', text: pod },
  { file: 'kubia-rc.yaml', title: 'editor.sample.kubiaRc', text: kubiaRc },
  { file: 'kubia-service.yaml', title: 'editor.sample.kubiaService', text: kubiaService },
  { file: 'nginx-deployment.yaml', title: 'editor.sample.nginx', text: nginxDeployment },
  { file: 'guestbook.yaml', title: 'editor.sample.guestbook', text: guestbook },
  { file: 'ingress.yaml', title: 'editor.sample.ingress', text: ingress },
  { file: 'ingress-nginx.yaml', title: 'editor.sample.ingressNginx', text: ingressNginx },
  { file: 'metrics-server.yaml', title: 'editor.sample.metricsServer', text: metricsServer },
  { file: 'unschedulable.yaml', title: 'editor.sample.unschedulable', text: unschedulable },
  { file: 'crash-loop.yaml', title: 'editor.sample.crashLoop', text: crashLoop },
  { file: 'image-pull.yaml', title: 'editor.sample.imagePull', text: imagePull },
];
