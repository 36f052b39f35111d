/**
 * A sign for every kind, in the seven-sided frame by which Kubernetes' own are known; drawn by us, with strokes that take the
 * text's hue. Grid of 24; what is inside of the frame keeps to 7…17.
 */
export const SIGNS = {
  Pod: 'M12 7.2l4.2 2.4v4.8L12 16.8l-4.2-2.4V9.6zM7.8 9.6l4.2 2.4 4.2-2.4M12 12v4.8',
  Deployment: 'M16.2 12a4.2 4.2 0 1 1-1.5-3.2M15.1 6.6v2.5h-2.5M12 12h.1',
  ReplicaSet: 'M7.5 7.5h5.7v5.7H7.5zM10.8 15v1.5h5.7v-5.7H15',
  ReplicationController: 'M7.5 7.5h5.2v5.2H7.5zM15.5 9.5a5 5 0 0 1-5.6 6.6M11.4 14.4l-1.7 1.7 1.7 1.3',
  StatefulSet: 'M7.5 7.6h9v3.6h-9zM7.5 13h9v3.6h-9zM9.6 9.4h.1M9.6 14.8h.1M12 9.4h2.6M12 14.8h2.6',
  DaemonSet: 'M6.9 9h2.7v2.7H6.9zM10.7 9h2.7v2.7h-2.7zM14.4 9h2.7v2.7h-2.7zM6.9 14.6h10.2',
  Job: 'M7.8 7.8h8.4v8.4H7.8zM9.7 12.1l1.6 1.7 3-3.5',
  CronJob: 'M12 7.4a4.6 4.6 0 1 0 .01 0zM12 9.3V12l1.9 1.3',
  Service: 'M10.4 6.8h3.2v2.7h-3.2zM6.9 14.4h3.2v2.7H6.9zM13.9 14.4h3.2v2.7h-3.2zM12 9.5V12M8.5 14.4V12h7v2.4',
  Ingress: 'M6.8 12H13M10.8 9.4l2.6 2.6-2.6 2.6M16.6 7.4v9.2',
  Endpoints: 'M8 8.6h.1M8 12h.1M8 15.4h.1M10.8 8.6H16M10.8 12H16M10.8 15.4H16',
  ConfigMap: 'M8.3 7h4.9l2.5 2.5V17H8.3zM10.3 11.6h3.4M10.3 14.2h3.4',
  Secret: 'M8.3 11.2h7.4v5.4H8.3zM9.9 11.2V9.5a2.1 2.1 0 0 1 4.2 0v1.7M12 13.4v1',
  PersistentVolume: 'M7.8 8.9c0-2 8.4-2 8.4 0s-8.4 2-8.4 0zM7.8 8.9v6.2c0 2 8.4 2 8.4 0V8.9',
  PersistentVolumeClaim:
    'M7.8 8.6c0-2 8.4-2 8.4 0s-8.4 2-8.4 0zM7.8 8.6v3M16.2 8.6v3M12 12v4.8M9.8 14.7l2.2 2.2 2.2-2.2',
  StorageClass: 'M7.8 8.4c0-1.8 8.4-1.8 8.4 0s-8.4 1.8-8.4 0zM7.8 12c0 1.8 8.4 1.8 8.4 0M7.8 15.4c0 1.8 8.4 1.8 8.4 0',
  Node: 'M7.2 7.8h9.6V14H7.2zM9.4 16.6h5.2M12 14v2.6M9.2 10.9h.1',
  Namespace: 'M7.6 9.9V7.6h2.3M14.1 7.6h2.3v2.3M16.4 14.1v2.3h-2.3M9.9 16.4H7.6v-2.3M11 12h2',
  ServiceAccount: 'M12 7.2a2.2 2.2 0 1 0 .01 0zM7.8 16.8c0-2.8 1.9-4.2 4.2-4.2s4.2 1.4 4.2 4.2z',
  Role: 'M12 6.8l4.2 1.7v3.3c0 2.5-1.9 4.2-4.2 5.4-2.3-1.2-4.2-2.9-4.2-5.4V8.5z',
  Binding:
    'M10.6 13.4l2.8-2.8M9.7 11.2l-1.2 1.2a2.2 2.2 0 0 0 3.1 3.1l1.2-1.2M14.3 12.8l1.2-1.2a2.2 2.2 0 0 0-3.1-3.1l-1.2 1.2',
  HorizontalPodAutoscaler:
    'M10.4 8.8h3.2v6.4h-3.2zM8.6 12H6.4M15.4 12h2.2M7.8 10.4L6.2 12l1.6 1.6M16.2 10.4l1.6 1.6-1.6 1.6',
  PodDisruptionBudget: 'M6.9 12.4a5.1 5.1 0 0 1 10.2 0zM12 12.4v3.2a1.3 1.3 0 0 0 2.6 0M12 7.3v-.8',
  ResourceQuota: 'M7.8 15.2a5.1 5.1 0 1 1 8.4 0M12 13.2l2.4-3.2M12 13.2h.1',
  LimitRange: 'M7 8.8v6.4M17 8.8v6.4M7 12h10M10.3 10.6v2.8M13.7 10.6v2.8',
  NetworkPolicy: 'M8.3 16.6V9.4l1.2-1.7 1.2 1.7v7.2M13.3 16.6V9.4l1.2-1.7 1.2 1.7v7.2M6.8 11.4h10.4M6.8 14.4h10.4',
  CustomResourceDefinition: 'M7.8 7.8h8.4v8.4H7.8zM12 9.8v4.4M9.8 12h4.4',
  Custom: 'M12 6.8l5.2 5.2-5.2 5.2L6.8 12z',
  Revision: 'M8 9.2a5 5 0 1 1-1 3.2M7.4 7v2.6H10M12 9.8v2.4l1.6 1',
  Event: 'M12.6 6.8L8.4 12.6h3l-.8 4.6 4.6-6.2h-3.2z',
  Lease: 'M6.6 12.4h2.6l1.4-3.6 2.4 6.6 1.6-3h2.8',
  Priority: 'M8 11.4l4-3.6 4 3.6M8 15.6l4-3.6 4 3.6',
  Webhook: 'M9.4 15.4a2 2 0 1 0 .01 0M12 8.6a2 2 0 1 0-.01 0M14.6 15.4a2 2 0 1 0 .01 0M11 10.4l-1.4 3M13 10.4l1.4 3',
  Class: 'M7.4 8h9.2M7.4 12h9.2M7.4 16h9.2M9.6 6.8v2.4M14 10.8v2.4M11 14.8v2.4',
  Object: 'M12 8.4a3.6 3.6 0 1 0 .01 0z',
} as const;

export type SignName = keyof typeof SIGNS;

/** Seven corners, one up. */
export const FRAME = 'M12 1.2l8.5 4.1 2.1 9.2-5.9 7.4H7.3l-5.9-7.4 2.1-9.2z';

export function KindSign({ sign, className = '' }: { readonly sign: SignName; readonly className?: string }) {
  return (
    <svg className={`kind-sign ${className}`} viewBox="0 0 24 24" aria-hidden="true" data-sign={sign}>
      <path className="kind-frame" d={FRAME} />
      <path d={SIGNS[sign]} />
    </svg>
  );
}
