/**
 * The tag of an image reference, as parsers.ParseImageName finds it: `latest` when there is neither tag nor digest. A
 * registry's port is not a tag: `host:5000/app`.
 */
export function imageTag(image: string): string {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.lastIndexOf(':');
  if (colon > named.lastIndexOf('/')) return named.slice(colon + 1);
  return at < 0 ? 'latest' : '';
}

export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}
