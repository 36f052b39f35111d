/** What owner references to daemon sets say. */
export const DAEMON_SET_KIND = { apiVersion: 'apps/v1', kind: 'DaemonSet' };
