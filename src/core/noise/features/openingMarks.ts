const openingLength = 300;

/** "I can't" as people say it of themselves when they decline, and not "I can't wait". */
const cannot =
  /\bi(?:'m| am) (?:unable|not (?:able|comfortable|allowed|permitted|willing|going to (?:help|do|provide|answer|write|tell)))|\bi (?:(?:simply |just |really |also )?(?:can(?:'t|not| not)|won't|will not|could(?:n't| not)) (?!wait|believe|imagine|stop|help but|think of|find|remember|see|tell)|must (?:decline|refuse)|decline|refuse|do(?:n't| not) (?:feel comfortable|think i (?:can|should))|have to (?:decline|refuse))|(?:can't|cannot|unable to|not able to) (?:help|assist|provide|comply|fulfil|answer|share|give|do that)|\b(?:would be|it(?:'s| is)|that(?:'s| is)) (?:not appropriate|inappropriate|unethical|illegal)|\bagainst (?:my|our) (?:guidelines|programming|polic)/i;
const disclaimer =
  /\bas an? (?:ai|artificial intelligence|large language model|language model|assistant)\b|\blanguage model\b|\bi(?:'m| am) (?:just |only )?an? (?:ai|artificial intelligence|chatbot|virtual assistant|computer program)\b|\bai (?:assistant|model)\b/i;
const assent =
  /^[\s"'“]*(?:(?:sure|certainly|of course|absolutely|definitely|yes|yeah|ok|okay|great|no problem)\b|(?:what an? |that(?:'s| is) an? )?(?:good|great|excellent|interesting|wonderful) question\b|i(?:'d| would) be (?:happy|glad) to\b|(?:happy|glad) to help\b)/i;

/** What the first 300 characters of a response say of its stance. English only: other languages have none of these marks. */
export interface OpeningMarks {
  readonly refusal: boolean;
  readonly assistantDisclaimer: boolean;
  readonly assent: boolean;
}

export function openingMarks(text: string): OpeningMarks {
  const opening = text.slice(0, openingLength).replaceAll('’', "'");
  return { refusal: cannot.test(opening), assistantDisclaimer: disclaimer.test(opening), assent: assent.test(opening) };
}
