import type { RowSyntax } from '../ports';
import type { ChangeablePair } from './changeRow';

/** Reads the pairs of a row from its text, as the rest of its dataset is read; none where it cannot be read. */
export type PairReader = (text: string, syntax: RowSyntax) => readonly ChangeablePair[];
