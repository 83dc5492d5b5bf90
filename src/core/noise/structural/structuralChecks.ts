import { annotations } from './checks/annotations';
import { completeness } from './checks/completeness';
import { conversationShape } from './checks/conversationShape';
import { dialogue } from './checks/dialogue';
import { encodingDamage } from './checks/encodingDamage';
import { identity } from './checks/identity';
import { judges } from './checks/judges';
import { language } from './checks/language';
import { markupLeftovers } from './checks/markupLeftovers';
import { mixedScripts } from './checks/mixedScripts';
import { personalData } from './checks/personalData';
import { refusals } from './checks/refusals';
import { responseTexts } from './checks/responseTexts';
import { secrets } from './checks/secrets';
import { templateTokens } from './checks/templateTokens';
import type { StructuralCheck } from './structuralCheck';

/** Every check that needs one pair alone, in the order in which their findings are listed. */
export const structuralChecks: readonly StructuralCheck[] = [
  responseTexts,
  templateTokens,
  dialogue,
  conversationShape,
  annotations,
  encodingDamage,
  markupLeftovers,
  mixedScripts,
  language,
  refusals,
  identity,
  judges,
  completeness,
  personalData,
  secrets,
];
