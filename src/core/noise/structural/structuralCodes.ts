import { conversationCodes } from './codes/conversationCodes';
import { labelCodes } from './codes/labelCodes';
import { pairCodes } from './codes/pairCodes';
import { textCodes } from './codes/textCodes';
import { tokenCodes } from './codes/tokenCodes';

/** Codes of findings that need no model, but for those of truncation, which need its tokenizer; in the order of their documentation. */
export const structuralCodes = { ...pairCodes, ...tokenCodes, ...labelCodes, ...textCodes, ...conversationCodes } as const;
