import { humanDuration, parseJSONPath, tryParseTime, type ApiObject, type JSONPath } from '../../apimachinery/index.ts';
import { NAME } from '../columns.ts';
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionVersion,
} from '../customresourcedefinition/types.ts';
import type { Column, Printer } from '../kind.ts';

type Cell = string | number | boolean | null;

/** Shown when a version names no columns of its own. apiextensions-apiserver/pkg/apiserver/helpers.go */
const DEFAULT_COLUMNS: readonly CustomResourceColumnDefinition[] = [
  {
    name: 'Age',
    type: 'date',
    description:
      'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
    jsonPath: '.metadata.creationTimestamp',
  },
];

/** additionalPrinterColumns after the name. apiextensions-apiserver/pkg/registry/customresource/tableconvertor */
export function printerOf({ additionalPrinterColumns = [] }: CustomResourceDefinitionVersion): Printer<ApiObject> {
  const chosen = additionalPrinterColumns.length > 0 ? additionalPrinterColumns : DEFAULT_COLUMNS;
  const columns: { readonly type: string; readonly path: JSONPath }[] = [];
  const headers: Column[] = [NAME];
  for (const column of chosen) {
    const path = parseJSONPath(column.jsonPath);
    if (path === undefined) continue;
    columns.push({ type: column.type, path });
    headers.push(headerOf(column));
  }
  return {
    columns: headers,
    cells: (object, now) => [
      object.metadata.name,
      ...columns.map(({ type, path }) => cellOf(type, path.find(object), now)),
    ],
  };
}

function headerOf({ name, type, format, description = '', priority = 0 }: CustomResourceColumnDefinition): Column {
  const known = type as Column['type'];
  return { name, type: known, ...(format !== undefined && { format }), description, priority: priority as 0 | 1 };
}

/** Simple paths find one value; what a filter finds beside the first only a text column shows. */
function cellOf(type: string, found: readonly unknown[], now: number): Cell {
  const value = found[0];
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'string':
      return found.map(textOf).join(' ');
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default: {
      if (typeof value !== 'string') return null;
      const at = tryParseTime(value);
      return at === undefined ? '<invalid>' : humanDuration(now - at);
    }
  }
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
