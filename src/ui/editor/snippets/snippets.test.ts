import { describe, expect, it } from 'vitest';
import { fieldDescriptions } from '../../../workshop/field-documentation.ts';
import { findingsOf } from '../findings/index.ts';
import type { Words } from '../schema/builtin.ts';
import { Catalog } from '../schema/catalog.ts';
import { SNIPPETS } from './index.ts';

const catalog = new Catalog(fieldDescriptions() as Words);

/** What stands there when nobody changes anything: the words themselves, and the first of each choice. */
function plain(body: string): string {
  return body.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1');
}

describe('snippets', () => {
  it.each(SNIPPETS.map(({ label, kind, body }) => [label, kind, plain(body)] as const))(
    '%s has nothing wrong with it',
    (_, kind, text) => {
      expect(text).not.toContain('$');
      expect(text).toContain(`kind: ${kind}\n`);
      expect(findingsOf(text, { catalog, live: () => [] })).toEqual([]);
    },
  );
});
