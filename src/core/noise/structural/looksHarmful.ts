/**
 * Stems of what harmful requests ask about, by the categories of the safety benchmarks (AdvBench, SORRY-Bench, XSTest). A rough sieve: it tells
 * requests that nobody could mind from those that somebody might.
 */
const stems =
  'kill|murder|bomb|explosi|weapon|gun|shoot|stab|poison|assault|attack|hurt|harm|tortur|kidnap|terror|hack|malware|virus|phish|exploit|crack|steal|stole|theft|rob|shoplift|burgl|fraud|scam|counterfeit|forg|fake|launder|brib|evad|blackmail|extort|threat|stalk|spy|track|harass|bull(?:y|ie)|drug|cocaine|heroin|meth|weed|marijuana|dope|opioid|alcohol|drunk|suicid|self-harm|cut(?:ting)? myself|overdos|anorexi|sex|porn|nude|naked|rape|molest|pedo|incest|prostitut|escort|racis|sexis|nazi|hitler|slur|hate|stereotyp|inferior|black people|white people|jew|muslim|immigrant|gay|lesbian|trans(?:gender|sexual)|retard|idiot|stupid|ugly|bitch|fuck|shit|asshole|illegal|crime|criminal|prison|jail|cheat|plagiar|lie|lying|revenge|sabotag|vandal|arson|fire|abus|neglect|abort|vaccin|conspir|election|propagand|manipulat|impersonat|password|credit card|social security|private (?:address|information)|home address|doxx|gambl|smok|vap(?:e|ing)|punch|beat(?:ing)? up|fight|blood|dead|death|die|trap|sneak|prank|pirat|torrent|bypass|jailbreak|uncensored|insult|offensive|curse|swear';
const harmful = new RegExp(`\\b(?:${stems})`, 'i');

/** Whether anything in a request makes a refusal plausible. */
export function looksHarmful(request: string): boolean {
  return harmful.test(request);
}

const clearly =
  /\b(?:how (?:do|can|could|would|to|should)|ways? to|help me|tell me|teach me|write|give me|best way)\b[^.?!\n]{0,80}\b(?:kill|murder|bomb|explosives?|poison|kidnap|hack|malware|phish(?:ing)?|steal|rob|shoplift|counterfeit|launder|blackmail|stalk|cook meth|make (?:meth|cocaine|heroin|a weapon)|rape|molest|assault|terroris[tm]|suicide|fake (?:id|ids|money|passport|review)|tortur\w*|hide a body|get away with|credit card fraud|identity theft|arson|vandali[sz]e|racist|ransomware|keylogger|hurt (?:someone|him|her|my)|beat (?:up|my))\b/i;

/** Whether a request asks for harm in so many words. */
export function asksForHarm(request: string): boolean {
  return clearly.test(request);
}
