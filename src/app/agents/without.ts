/** The record without some of its fields. */
export function without<Value extends object, Name extends keyof Value>(record: Value, ...names: readonly Name[]): Omit<Value, Name> {
  const left: readonly string[] = names.map(String);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !left.includes(name))) as Omit<Value, Name>;
}
