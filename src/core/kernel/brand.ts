declare const brand: unique symbol;

/** A value that the compiler keeps apart from other values of the same runtime type. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };
