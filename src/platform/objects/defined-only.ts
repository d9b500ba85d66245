/** The fields of an object without `undefined`: those that may have it are optional. */
type DefinedOnly<T extends object> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** The fields that are not `undefined`, for types whose optional fields are absent when they have no value. */
export const definedOnly = <T extends object>(fields: T): DefinedOnly<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as DefinedOnly<T>;
