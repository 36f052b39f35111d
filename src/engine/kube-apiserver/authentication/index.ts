/**
 * authentication: who asks. A client certificate's subject, the bearer of a service account's token, or nobody in particular; and
 * whom a request acts as, if the one who asks may be all of it.
 *
 * Promises: a token ends with its time, with its service account and with what it is bound to, at once; one that is no good is
 * refused everywhere with the same word; nothing of a token is believed that does not carry the server's signature.
 *
 * Different from the real thing: a token's signature is a hash under the cluster's secret, in the place of an RSA signature, so it
 * is good against mistakes and not against enemies; certificates are what the transport says they are; no OIDC, webhooks, token
 * files, bootstrap tokens or request headers of a front proxy; impersonation is the classic one, without constrained modes.
 */
export { ANONYMOUS, Authenticator } from './authenticator.ts';
export { impersonate } from './impersonation.ts';
export { ISSUER, ServiceAccountTokens } from './service-account-tokens.ts';
