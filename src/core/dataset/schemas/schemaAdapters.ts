import { hhRlhf } from './hhRlhf';
import { ultrafeedbackBinarized } from './ultrafeedbackBinarized';
import type { SchemaAdapter } from './schemaAdapter';
import { trlConversational } from './trlConversational';
import { trlConversationalImplicit } from './trlConversationalImplicit';
import { trlExplicit } from './trlExplicit';
import { trlImplicit } from './trlImplicit';

/** In order of precedence, the most particular first: the first that recognises a row reads it. */
export const schemaAdapters: readonly SchemaAdapter[] = [
  trlExplicit,
  hhRlhf,
  trlImplicit,
  trlConversational,
  ultrafeedbackBinarized,
  trlConversationalImplicit,
];
