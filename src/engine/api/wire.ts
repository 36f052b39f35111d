/**
 * From wire types to stored types. What comes off the wire has every field optional; what is stored has been decoded,
 * defaulted and admitted, so the certain fields are required, and nobody may change an object in place.
 */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The wire type `T` with the fields `Certain` required. */
export type Stored<T, Certain extends keyof T = never> = DeepReadonly<Omit<T, Certain> & Required<Pick<T, Certain>>>;

/** As Stored, without the fields `Replaced`, which the interface that extends it declares more closely. */
export type StoredWithout<T, Replaced extends keyof T, Certain extends Exclude<keyof T, Replaced> = never> = Stored<
  Omit<T, Replaced>,
  Extract<Certain, keyof Omit<T, Replaced>>
>;

/** resource.Quantity as it is stored: canonical text. */
export type QuantityText = string;
export type ResourceList = Readonly<Record<string, QuantityText>>;
