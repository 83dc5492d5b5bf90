import type { AnswerLimits } from './answerLimits';

/** An answer that can be told at any length; the same limits give the same record. */
export type AgentAnswer = (limits: AnswerLimits) => object;
