/** A request that never reached a server (net/url, Error). */
export class UrlError extends Error {
  constructor(
    readonly operation: string,
    readonly url: string,
    readonly reason: string,
  ) {
    super(`${operation} ${JSON.stringify(url)}: ${reason}`);
  }
}

/** `no matches for kind "X" in version "v"` (apimachinery/pkg/api/meta/errors.go). */
export class NoKindMatchError extends Error {
  constructor(kind: string, apiVersion: string) {
    super(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
  }
}

/** A word that means no resource; told in words that depend on how much of its group and version was said. */
export class NoResourceMatchError extends Error {
  constructor(resource: string, group = '', version = '') {
    const where = [group && `group ${JSON.stringify(group)}`, version && `version ${JSON.stringify(version)}`];
    const said = where.filter((part) => part !== '').join(' and ');
    super(`the server doesn't have a resource type ${JSON.stringify(resource)}${said === '' ? '' : ` in ${said}`}`);
  }
}

/** What the kubeconfig says cannot be used (client-go/tools/clientcmd/validation.go). */
export class ConfigurationError extends Error {}
