const embedded = new Map<string, Promise<string>>();

/** The faces that a text is set in, with their files inside the style sheet: a picture carries its letters with it. */
export async function fontCss(text: string): Promise<string> {
  const wanted = new Set([...text].map((character) => character.codePointAt(0) ?? 0));
  const faces: Promise<string>[] = [];
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSFontFaceRule && covers(rule.style.getPropertyValue('unicode-range'), wanted))
        faces.push(embed(rule, sheet.href ?? location.href));
  return (await Promise.all(faces)).join('\n');
}

/** Whether a range such as `U+AC00-AC01, U+20` has any of these code points; no range has all. */
export function covers(range: string, wanted: ReadonlySet<number>): boolean {
  if (range === '') return true;
  const spans = range.split(',').map((part) => {
    const [first = '', last = first] = part.trim().replace(/^U\+/i, '').split('-');
    const from = parseInt(first.replaceAll('?', '0'), 16);
    return [from, parseInt(last.replaceAll('?', 'F'), 16)] as const;
  });
  for (const point of wanted) if (spans.some(([from, to]) => from <= point && point <= to)) return true;
  return false;
}

function embed(rule: CSSFontFaceRule, base: string): Promise<string> {
  const source = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
  if (source === undefined) return Promise.resolve('');
  const url = new URL(source, base).href;
  let css = embedded.get(url);
  if (!css) {
    css = dataUrl(url).then((data) => rule.cssText.replace(/src:[^;]+;/, `src: url("${data}") format("woff2");`));
    embedded.set(url, css);
  }
  return css;
}

async function dataUrl(url: string): Promise<string> {
  const blob = await (await fetch(url)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the font cannot be read'));
    reader.readAsDataURL(blob);
  });
}
