import { parseJSONPath, type ApiObject } from '../../apimachinery/index.ts';
import type { CustomResourceDefinitionVersion } from '../customresourcedefinition/types.ts';
import type { Kind } from '../kind.ts';

type Selectable = Pick<Kind, 'selectableFields' | 'selectableFieldNames'>;

/** `.spec.color` is asked for as `spec.color`; a field that is not there is ''. */
export function selectableFieldsOf({ selectableFields }: CustomResourceDefinitionVersion): Selectable {
  if (selectableFields === undefined || selectableFields.length === 0) return {};
  const fields = selectableFields.map(({ jsonPath }) => ({
    name: jsonPath.replace(/^\./, ''),
    path: parseJSONPath(jsonPath),
  }));
  return {
    selectableFieldNames: fields.map(({ name }) => name),
    selectableFields: (object: ApiObject) => {
      const values: Record<string, string> = Object.create(null) as Record<string, string>;
      for (const { name, path } of fields) values[name] = textOf(path?.find(object)[0]);
      return values;
    },
  };
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value as string);
}
