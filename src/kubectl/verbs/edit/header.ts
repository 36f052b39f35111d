/** Why the editor opens again: a sentence, and what belongs to it. */
export interface EditReason {
  readonly head: string;
  readonly other: readonly string[];
}

export type EditMode = 'normal' | 'create' | 'apply';

const OBJECT = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

const LAST_APPLIED = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

/** What stands above the object in the editor (kubectl/pkg/cmd/util/editor/editoptions.go, editHeader). */
export function headerText(mode: EditMode, reasons: readonly EditReason[]): string {
  const lines = reasons.map(({ head, other }) => {
    const items = other.map((text) => `# * ${commented(text)}\n`).join('');
    return `# ${commented(head)}${other.length > 0 ? ':' : ''}\n${items}#\n`;
  });
  return (mode === 'apply' ? LAST_APPLIED : OBJECT) + lines.join('');
}

function commented(text: string): string {
  return text.replaceAll('\n', '\n# ');
}

/** Without the lines that are comments (cmdutil.ManualStrip). */
export function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');
}

export function hasLines(text: string): boolean {
  return withoutComments(text)
    .split('\n')
    .some((line) => line.trim() !== '');
}
