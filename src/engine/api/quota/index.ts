/**
 * What objects cost under a ResourceQuota: pods by number and by what they ask for, claims by what they store, Services by how
 * they are reached, everything by count. Admission charges by it and the quota controller counts by it, so that both agree.
 * pkg/quota/v1/evaluator
 */
export * from './amounts.ts';
export { isTracked, matchesScopes, type QuotaScopes } from './scopes.ts';
export { missingFor, usageOf } from './usage.ts';
