import { alpacaEval } from './alpacaEval';
import { alpacaPairs } from './alpacaPairs';
import { amazonNova } from './amazonNova';
import { autoJ } from './autoJ';
import { chatbotArena } from './chatbotArena';
import { fineGrainedQa } from './fineGrainedQa';
import { gemini } from './gemini';
import { helpsteer } from './helpsteer';
import { helpsteer2Preference } from './helpsteer2Preference';
import { helpsteer3 } from './helpsteer3';
import { hhRlhf } from './hhRlhf';
import { hhh } from './hhh';
import { icrPairs } from './icrPairs';
import { judgebench } from './judgebench';
import { kto } from './kto';
import { llamaFactoryV1 } from './llamaFactoryV1';
import { llmbar } from './llmbar';
import { lmsysKaggle } from './lmsysKaggle';
import { modelWrittenEvals } from './modelWrittenEvals';
import { msSwift } from './msSwift';
import { namedColumns } from './namedColumns';
import { nectar } from './nectar';
import { nemoAligner } from './nemoAligner';
import { nemoRl } from './nemoRl';
import { oasst } from './oasst';
import { openaiDpo } from './openaiDpo';
import { openaiSummarize } from './openaiSummarize';
import { orcaPairs } from './orcaPairs';
import { pandalm } from './pandalm';
import { pkuSaferlhf } from './pkuSaferlhf';
import { pmScored } from './pmScored';
import { prometheus } from './prometheus';
import { rankedList } from './rankedList';
import { reward } from './reward';
import { rewardBench } from './rewardBench';
import { rewardBench2 } from './rewardBench2';
import { sharegpt } from './sharegpt';
import { shp } from './shp';
import { stackexchange } from './stackexchange';
import { trlConversational } from './trlConversational';
import { trlConversationalImplicit } from './trlConversationalImplicit';
import { trlExplicit } from './trlExplicit';
import { trlImplicit } from './trlImplicit';
import { ultrafeedback } from './ultrafeedback';
import { ultrafeedbackBinarized } from './ultrafeedbackBinarized';
import { webgpt } from './webgpt';
import type { SchemaAdapter } from './schemaAdapter';

/**
 * In order of precedence, the more particular before the more general: the first that recognises a row reads it, unless its file
 * was found to be of another schema.
 */
export const schemaAdapters: readonly SchemaAdapter[] = [
  rewardBench,
  trlExplicit,
  hhRlhf,
  pkuSaferlhf,
  openaiDpo,
  llamaFactoryV1,
  sharegpt,
  nemoAligner,
  nemoRl,
  amazonNova,
  msSwift,
  gemini,
  shp,
  stackexchange,
  nectar,
  ultrafeedback,
  helpsteer2Preference,
  helpsteer3,
  helpsteer,
  chatbotArena,
  lmsysKaggle,
  pandalm,
  alpacaEval,
  llmbar,
  autoJ,
  judgebench,
  openaiSummarize,
  webgpt,
  oasst,
  fineGrainedQa,
  hhh,
  modelWrittenEvals,
  pmScored,
  prometheus,
  rewardBench2,
  alpacaPairs,
  orcaPairs,
  icrPairs,
  ultrafeedbackBinarized,
  trlConversational,
  trlConversationalImplicit,
  rankedList,
  kto,
  reward,
  trlImplicit,
  namedColumns,
];
