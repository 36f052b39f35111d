/** A hue for a namespace's tint, from its name; `default` has none of its own. */
export function namespaceHue(namespace: string): string {
  if (namespace === 'default' || namespace === '') return 'var(--line-strong)';
  let hash = 7;
  for (let i = 0; i < namespace.length; i++) hash = (hash * 31 + namespace.charCodeAt(i)) >>> 0;
  return `hsl(${(hash * 47) % 360} 45% 55%)`;
}
