import * as z from 'zod';

import { comparisonRecordSchema } from '../core/compare/comparisonRecord';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const compareProtocolVersion = 1;
const version = z.literal(compareProtocolVersion);
const count = z.int().nonnegative();

/** Columns cross as what they are: VS Code hands typed arrays over as bytes. All are parallel. */
export const comparedPairsSchema = z
  .strictObject({
    length: count,
    /** Margins in nats, both in the sense of the first file's labels. */
    first: z.instanceof(Float32Array),
    second: z.instanceof(Float32Array),
    /** 1 where the second file has the labels the other way round. */
    swapped: z.instanceof(Uint8Array),
    row: z.instanceof(Uint32Array),
    pair: z.instanceof(Uint16Array),
    secondRow: z.instanceof(Uint32Array),
    rankFirst: z.instanceof(Float32Array),
    rankSecond: z.instanceof(Float32Array),
  })
  .refine(({ length, ...columns }) => Object.values(columns).every((column) => column.length === length), { message: 'The columns differ in length.' });
export type ComparedPairs = z.infer<typeof comparedPairsSchema>;

/** A comparison as its page shows it. */
export const compareViewSchema = z.strictObject({
  /** What the sides are called, in a few words. */
  firstName: z.string(),
  secondName: z.string(),
  record: comparisonRecordSchema,
  pairs: comparedPairsSchema,
  /** Places in the columns: pairs that flip, and pairs whose rank moves, the largest change first. */
  flips: z.instanceof(Uint32Array),
  rankChanges: z.instanceof(Uint32Array),
});
export type CompareView = z.infer<typeof compareViewSchema>;

/** Extension → page. */
export const toCompareSchema = z.discriminatedUnion('type', [z.strictObject({ version, type: z.literal('show'), view: compareViewSchema })]);
export type ToCompare = z.infer<typeof toCompareSchema>;

/** Page → extension. */
export const fromCompareSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('ready') }),
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
  /** Go to a pair in the file of a side, by its place in the columns. */
  z.strictObject({ version, type: z.literal('goTo'), place: count, side: z.enum(['first', 'second']) }),
]);
export type FromCompare = z.infer<typeof fromCompareSchema>;
