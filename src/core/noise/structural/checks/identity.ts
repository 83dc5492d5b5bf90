import { anchorFamilies } from '../anchorWords';
import { quoted } from '../quoted';
import type { StructuralCheck } from '../structuralCheck';

const claims = new RegExp(
  [
    "\\b(?:as|I(?:['’]m| am)(?: just| only| merely)?) an? (?:AI|artificial intelligence|large)(?: language)? ?(?:model|assistant|chatbot)\\b",
    "\\bI(?:['’]m| am|['’]m called| am called) (?:ChatGPT|GPT-?\\d|Claude|Bard|Gemini|Llama|LLaMA|Mistral|Qwen|DeepSeek|Open ?Assistant)\\b",
    '\\b(?:developed|created|trained|made|built|designed) by (?:OpenAI|Anthropic|Google|DeepMind|Meta(?: AI)?|Mistral|Alibaba|DeepSeek)\\b',
    '\\bmy (?:knowledge|training)(?: data)? (?:cut-?off|only goes)\\b',
  ].join('|'),
  'i',
);

/** Responses that say which model wrote them. */
export const identity: StructuralCheck = {
  codes: ['self-identification'],
  run: ({ responses }, report) => {
    for (const { side, text, sketch } of responses) {
      const found = (sketch.anchors & anchorFamilies.identity) === 0 ? null : claims.exec(text);
      if (found !== null) report('self-identification', `The ${side} response names itself a model: ${quoted(found[0])}.`, { side, start: found.index, end: found.index + found[0].length });
    }
  },
};
