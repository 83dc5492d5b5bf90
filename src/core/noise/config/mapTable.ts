/** The same keys with other values. */
export function mapTable<Key extends string, From, To>(table: Readonly<Record<Key, From>>, change: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(table).map(([key, value]) => [key, change(value)])) as Record<Key, To>;
}
