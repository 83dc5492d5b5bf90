import type { ReadingContext, SchemaChoice } from '../schemas/schemaAdapter';

/** The answer to a schema's question, and whether somebody gave it: an answer that the schema does not know counts as none. */
export function choose({ key, values }: SchemaChoice, { choices }: ReadingContext): { readonly value: string; readonly given: boolean } {
  const given = Object.hasOwn(choices, key) ? choices[key] : undefined;
  const known = values.find(({ value }) => value === given);
  return { value: (known ?? values[0]).value, given: known !== undefined };
}
