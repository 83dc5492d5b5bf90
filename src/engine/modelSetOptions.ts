import { z } from 'zod';

import { conventionNames } from '../core/ports';

/** Which models to load and how to use them. */
export const modelSetOptionsSchema = z.strictObject({
  /** A model folder, or an .onnx file inside one. */
  policy: z.string().min(1),
  /** Null: no reference, so no rewards. */
  reference: z.string().min(1).nullable(),
  convention: z.enum(conventionNames),
  /** Most tokens of prompt and response together; the models' own positions may allow fewer. */
  maxLength: z.int().positive(),
  /** Threads of the matrix products, of all processes together; 0 chooses by the machine. */
  threads: z.int().nonnegative(),
  /** Leave a core to the editor and run at a lower priority. */
  background: z.boolean(),
  /** Megabytes that models and runs may use; 0 or left out: a share of what is free. */
  memoryMegabytes: z.int().nonnegative().exactOptional(),
  /** Most processes that share threads and memory; left out: as many as the machine has room for. */
  mostLanes: z.int().positive().exactOptional(),
  /** Measure sequential KL and displacement for every row, not only where tokens are asked for; left out: where it costs little. */
  allFigures: z.boolean().exactOptional(),
  /** Where findings about model files are kept between loads; without it each load finds them anew. */
  cacheFolder: z.string().min(1).exactOptional(),
});
export type ModelSetOptions = z.infer<typeof modelSetOptionsSchema>;
