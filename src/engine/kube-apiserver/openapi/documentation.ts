/** What is told of one type beside its shape. */
export interface TypeDocumentation {
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  /** Fields that may only be one of a few words. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

/**
 * Where the host keeps the words of the API, by a type's key in the table of schemas. They are many times the size of what the
 * engine itself needs to know, so a host that has no use for them leaves them out.
 */
export type Documentation = (type: string) => TypeDocumentation | undefined;
