/** A parsed image reference, as github.com/distribution/reference normalizes it. */
export interface ImageName {
  /** `docker.io`, `registry.k8s.io`, `localhost:5000`. */
  readonly domain: string;
  /** `library/nginx`. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const PATH_COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const DOMAIN =
  '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.[a-zA-Z0-9-]+)*(?::[0-9]+)?|\\[[a-fA-F0-9:]+\\](?::[0-9]+)?';
const REFERENCE = new RegExp(
  `^(?:(${DOMAIN})/)?(${PATH_COMPONENT}(?:/${PATH_COMPONENT})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,}))?$`,
);

/** Pods ask for the same few images again and again. */
const REMEMBERED = 1000;
const remembered = new Map<string, ImageName | string>();

/** The name, or reference's error text. Worked example: `nginx` is docker.io, library/nginx, no tag. */
export function parseImageName(image: string): ImageName | string {
  let known = remembered.get(image);
  if (known !== undefined) return known;
  known = parse(image);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(image, known);
  return known;
}

function parse(image: string): ImageName | string {
  if (/^[a-f0-9]{64}$/.test(image))
    return `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`;
  const { domain, rest } = splitDomain(image);
  const repository = rest.split('@')[0]!.replace(/:[^/]*$/, '');
  if (repository.toLowerCase() !== repository) {
    return `invalid reference format: repository name (${repository}) must be lowercase`;
  }
  const match = REFERENCE.exec(`${domain}/${rest}`);
  if (!match || image === '') return 'invalid reference format';
  return { domain, path: match[2]!, tag: match[3], digest: match[4] };
}

/** The first component is a host only if it looks like one: it has a dot, a port, a capital, or is localhost. */
function splitDomain(image: string): { domain: string; rest: string } {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const domain = isHost ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const rest = isHost ? image.slice(slash + 1) : image;
  return { domain, rest: domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

/** `docker.io/library/nginx`. */
export function repositoryOf(name: ImageName): string {
  return `${name.domain}/${name.path}`;
}

/** `docker.io/library/nginx:latest`, or with the digest when there is one. */
export function fullImageName(name: ImageName): string {
  if (name.digest !== undefined) return `${repositoryOf(name)}@${name.digest}`;
  return `${repositoryOf(name)}:${name.tag ?? 'latest'}`;
}
