export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'orrery-theme';

export function rememberedTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

/** Puts a theme on the page and keeps it for the next visit; `auto` follows the system. Returns how to stop following. */
export function applyTheme(theme: Theme): () => void {
  if (theme === 'auto') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    document.documentElement.dataset['theme'] = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme;
    document.dispatchEvent(new CustomEvent('orrery:theme'));
  };
  apply();
  dark.addEventListener('change', apply);
  return () => dark.removeEventListener('change', apply);
}
