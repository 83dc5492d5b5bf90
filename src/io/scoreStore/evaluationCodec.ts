import { z } from 'zod';

import type { EvaluationFailure } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import type { ReferenceLogProbabilities } from '../../core/scoring/referenceLogProbabilities';
import { evaluationFields, type Field, type FieldOwner } from './evaluationFields';

/** First byte of a payload. */
const kinds = { figures: 1, failure: 2 } as const;

type Part = Record<string, number | boolean | null>;
/** Figures by the part of the evaluation that they stand in. */
export type EvaluationParts = Record<string, Part | null>;

interface Leaf {
  readonly group: string;
  readonly name: string;
  readonly kind: Field['kind'];
}

function leavesOf(owner: FieldOwner): readonly Leaf[] {
  return Object.entries(evaluationFields).flatMap(([group, fields]) =>
    Object.entries(fields).flatMap(([name, field]) => (field?.owner === owner ? [{ group, name, kind: field.kind }] : [])),
  );
}

const leaves = { policy: leavesOf('policy'), reference: leavesOf('reference'), both: leavesOf('both') } as const;

/** Names the layout of the records; another one when a figure is added, so that old records are not taken for new ones. */
export const recordLayout: string = JSON.stringify(leaves);

/** The figures of an owner, eight bytes each; NaN stands for null. */
export function encodeFigures(evaluation: PairEvaluation, owner: FieldOwner): Buffer {
  const fields = leaves[owner];
  const payload = Buffer.alloc(1 + fields.length * 8);
  payload[0] = kinds.figures;
  const parts = partsOf(evaluation);
  fields.forEach(({ group, name }, index) => {
    const value = parts[group]?.[name] ?? null;
    payload.writeDoubleLE(value === null ? NaN : Number(value), 1 + index * 8);
  });
  return payload;
}

export function encodeFailure(failure: EvaluationFailure): Buffer {
  return Buffer.concat([Buffer.of(kinds.failure), Buffer.from(JSON.stringify(failure))]);
}

const failureSchema: z.ZodType<EvaluationFailure> = z.object({
  code: z.enum(['prompt-fills-max-length', 'no-chat-template', 'not-in-convention', 'template-failed', 'worker-crashed', 'inference-failed']),
  message: z.string(),
});

/** A failure that was stored in the place of figures; null where it is none. */
export function decodeFailure(payload: Buffer): EvaluationFailure | null {
  if (payload[0] !== kinds.failure) return null;
  try {
    return failureSchema.parse(JSON.parse(payload.toString('utf8', 1)));
  } catch {
    return null;
  }
}

/** Puts the figures of an owner into the parts; false where the payload is of another layout. */
export function decodeFigures(payload: Buffer, owner: FieldOwner, parts: EvaluationParts): boolean {
  const fields = leaves[owner];
  if (payload[0] !== kinds.figures || payload.length !== 1 + fields.length * 8) return false;
  fields.forEach(({ group, name, kind }, index) => {
    const value = payload.readDoubleLE(1 + index * 8);
    const part = (parts[group] ??= {});
    part[name] = Number.isNaN(value) ? null : kind === 'flag' ? value === 1 : value;
  });
  return true;
}

/** The parts as a PairEvaluation; figures of an owner that was not decoded are null. */
export function assembleEvaluation(parts: EvaluationParts): PairEvaluation {
  for (const { group, name } of [...leaves.reference, ...leaves.both]) (parts[group] ??= {})[name] ??= null;
  const { '': own, ...groups } = parts;
  // What is null as a whole was stored figure by figure.
  const states = Object.values(groups['states'] ?? {}).every((value) => value === null) ? null : groups['states'];
  return { ...own, ...groups, states } as unknown as PairEvaluation;
}

/** The reference's figures out of the parts. */
export function assembleReference(parts: EvaluationParts): ReferenceLogProbabilities {
  const pick = (group: string) => Object.fromEntries(leaves.reference.filter((leaf) => leaf.group === group).map(({ name }) => [name, parts[group]?.[name] ?? null]));
  return { chosen: pick('chosen'), rejected: pick('rejected') } as unknown as ReferenceLogProbabilities;
}

function partsOf(evaluation: PairEvaluation): EvaluationParts {
  return { ...evaluation, '': evaluation } as unknown as EvaluationParts;
}
