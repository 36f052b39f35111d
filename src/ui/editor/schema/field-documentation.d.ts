/** Made when the page is built: src/workshop/field-documentation.ts. */
declare module 'virtual:field-documentation' {
  const words: Readonly<
    Record<
      string,
      | {
          readonly text: string;
          readonly fields: Readonly<Record<string, string>>;
          readonly required: readonly string[];
          readonly enums: Readonly<Record<string, readonly string[]>>;
        }
      | undefined
    >
  >;
  export default words;
}
