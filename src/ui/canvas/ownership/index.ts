/**
 * ownership: who owns whom. A Deployment and its ReplicaSets, a CronJob and its Jobs, a StatefulSet and what each of its pods
 * keeps, pods that nobody owns: each tree on a plot of its own, from left to right, with what acts on it and what it uses below.
 */
export { OwnershipView } from './ownership-view.tsx';
