export type FindingSeverity = 'error' | 'warning' | 'information';

/** What can safely be done about a finding; silencing is always possible. */
export type FindingFix =
  | 'drop'
  | 'swap'
  /** Cut the prompt off the responses that repeat it. */
  | 'repair-prompt'
  /** Strip end, start and template tokens that stand in the text of a response. */
  | 'strip-tokens';

/** What is known of a code. */
export interface FindingKind {
  readonly severity: FindingSeverity;
  /** A few words, for lists. */
  readonly title: string;
  /** Why it matters, for the documentation and the details of a diagnostic. */
  readonly explanation: string;
  readonly fixes: readonly FindingFix[];
}

