import { hhRlhf } from './hhRlhf';
import { promptTextWithMessages } from './promptTextWithMessages';
import type { SchemaReader } from './schemaReader';
import { trlConversational } from './trlConversational';
import { trlConversationalImplicit } from './trlConversationalImplicit';
import { trlExplicit } from './trlExplicit';
import { trlImplicit } from './trlImplicit';

/** In order of precedence, the most particular first: the first that recognises a row reads it. */
export const schemaReaders: readonly SchemaReader[] = [
  trlExplicit,
  hhRlhf,
  trlImplicit,
  trlConversational,
  promptTextWithMessages,
  trlConversationalImplicit,
];
