export type Language = 'ko' | 'en';

/** `?lang=` decides; else the first of the browser's languages that is Korean or English; else English. */
export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  if (asked === 'ko' || asked === 'en') return asked;
  for (const language of preferred) {
    if (language.toLowerCase().startsWith('ko')) return 'ko';
    if (language.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}
