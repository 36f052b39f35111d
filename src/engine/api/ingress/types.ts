import type { IHTTPIngressPath } from 'kubernetes-models/networking.k8s.io/v1/HTTPIngressPath';
import type { IIngressBackend } from 'kubernetes-models/networking.k8s.io/v1/IngressBackend';
import type { IIngressRule } from 'kubernetes-models/networking.k8s.io/v1/IngressRule';
import type { IIngressSpec } from 'kubernetes-models/networking.k8s.io/v1/IngressSpec';
import type { IIngressStatus } from 'kubernetes-models/networking.k8s.io/v1/IngressStatus';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type IngressBackend = Stored<IIngressBackend>;
export type HTTPIngressPath = Stored<IHTTPIngressPath>;
export type IngressRule = Stored<IIngressRule>;
export type IngressSpec = Stored<IIngressSpec>;
export type IngressStatus = Stored<IIngressStatus, 'loadBalancer'>;
export type Ingress = TypedObject<'Ingress', 'networking.k8s.io/v1', IngressSpec, IngressStatus>;
