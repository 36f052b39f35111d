import { newBadRequest } from '../../../apimachinery/index.ts';
import { flag } from '../../http/query.ts';

/** The options of a connection, which come in the query. */
export interface Query {
  /** '' when it is not there. */
  text(name: string): string;
  all(name: string): readonly string[];
  flag(name: string): boolean;
  /** Throws BadRequest for what is no number. */
  whole(name: string): number | undefined;
}

export function optionsOf(query: ReadonlyMap<string, readonly string[]>): Query {
  return {
    text: (name) => query.get(name)?.[0] ?? '',
    all: (name) => query.get(name) ?? [],
    flag: (name) => flag(name, query.get(name)?.[0]) ?? false,
    whole: (name) => {
      const text = query.get(name)?.[0] ?? '';
      if (text === '') return undefined;
      if (/^[+-]?\d+$/.test(text)) return Number(text);
      throw newBadRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    },
  };
}
