import { z } from 'zod';

const agreement = z.enum(['exact', 'close', 'wrong']);

/** What this file computes rightly, found by running it once; cached by content hash. */
export const decoderAbilitiesSchema = z.strictObject({
  /** Past plus several tokens equals one pass, batch of one: a prompt can be computed once for several responses. */
  promptReuse: z.boolean(),
  /** The same with a batch of several. */
  batchedPromptReuse: z.boolean(),
  /** Past plus several tokens against one pass, in every batch that is right at all: to the last bit, within rounding, or not at all. */
  continuation: agreement,
  /** Rows of a right-padded batch equal the rows alone: to the last bit, within rounding, or not at all. */
  rightPadding: agreement,
  /** A hole in the attention mask equals removing the token and keeping positions (attribution by mask). */
  maskHoles: z.boolean(),
  /** Positions that were fed are used (false: ignored or no such input). */
  keptPositions: z.boolean(),
  /** A row's figures do not depend on what else is in the run. Dynamic int8 is not. */
  rowInvariance: agreement,
  /** Largest difference in nats a token that other rows of the run made; 0 where `rowInvariance` is "exact". */
  rowDependence: z.number().nonnegative(),
  /** Largest difference, nats a token, between the edited graph and the file's own logits. */
  editError: z.number().nonnegative(),
});
export type DecoderAbilities = Readonly<z.infer<typeof decoderAbilitiesSchema>>;
