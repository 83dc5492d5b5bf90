import isCreditCard from 'validator/lib/isCreditCard.js';
import isEmail from 'validator/lib/isEmail.js';
import isIBAN from 'validator/lib/isIBAN.js';

import { characterKinds } from '../characterScan';
import type { SideView } from '../pairView';
import { sideName } from '../sideName';
import type { Report, StructuralCheck } from '../structuralCheck';
import type { TextLibraries } from '../textLibraries';

interface DataRule {
  readonly code: 'personal-data' | 'sensitive-number';
  /** What it is, with its article. */
  readonly what: string;
  /** Texts with fewer digits cannot hold one. */
  readonly digits: number;
  readonly kinds: number;
  readonly candidates: RegExp;
  readonly isOne: (candidate: string, libraries: TextLibraries | null) => boolean;
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

const rules: readonly DataRule[] = [
  {
    code: 'personal-data',
    what: 'an e-mail address',
    digits: 0,
    kinds: characterKinds.at,
    candidates: /(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])/g,
    isOne: (text) => isEmail(text),
  },
  {
    code: 'personal-data',
    what: 'a phone number',
    digits: 9,
    kinds: 0,
    candidates: /(?<![\w.+/=-])(?:\+[1-9]\d{0,2}[ .()/-]{0,2}(?:\d[ .()/-]{0,2}){6,13}\d|\(\d{3}\) ?\d{3}[ .-]\d{4}|1?[-. ]?\d{3}[-.]\d{3}[-.]\d{4})(?![\w-])/g,
    isOne: (text, libraries) => libraries?.isPhoneNumber(text) ?? false,
  },
  {
    code: 'personal-data',
    what: 'a public IP address',
    digits: 6,
    kinds: 0,
    candidates: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)/g,
    isOne: isPublicAddress,
  },
  {
    code: 'sensitive-number',
    what: 'a payment card number',
    digits: 15,
    kinds: 0,
    candidates: /(?<![\w.,-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|3\d{3}[ -]?\d{6}[ -]?\d{5})(?![\w-])/g,
    isOne: (text) => isCreditCard(digitsOf(text)) && new Set(digitsOf(text)).size > 2,
  },
  {
    code: 'sensitive-number',
    what: 'a bank account number (IBAN)',
    digits: 8,
    kinds: 0,
    candidates: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/g,
    isOne: (text) => isIBAN(text.replaceAll(' ', '')),
  },
  {
    code: 'sensitive-number',
    what: 'a US social security number',
    digits: 9,
    kinds: 0,
    candidates: /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    isOne: () => true,
  },
];

/** Data about persons, checked by what makes them valid: check sums, numbering plans, the grammar of addresses. */
export const personalData: StructuralCheck = {
  codes: ['personal-data', 'sensitive-number'],
  run: ({ sides }, report, { libraries }) => {
    for (const side of sides) for (const rule of rules) {
      if (side.digits >= rule.digits && (side.kinds & rule.kinds) === rule.kinds) check(side, rule, libraries, report);
    }
  },
};

function check({ side, text }: SideView, { code, what, candidates, isOne }: DataRule, libraries: TextLibraries | null, report: Report): void {
  const found = [...text.matchAll(candidates)].filter(([candidate]) => isOne(candidate, libraries));
  const [first] = found;
  if (first === undefined) return;
  // The message does not repeat the data: it goes to logs and code-scanning pages.
  const evidence = { side, kind: what, count: found.length, start: first.index, end: first.index + first[0].length };
  report(code, `${sideName(side)} holds ${found.length === 1 ? what : `${what} and ${String(found.length - 1)} more`}.`, evidence);
}

/** Neither private, reserved, for documentation (RFC 1918, 5735, 5737), a well-known resolver, nor a version number such as 1.2.3.4. */
function isPublicAddress(text: string): boolean {
  const parts = text.split('.').map(Number);
  const [first = 0, second = 0, third = 0] = parts;
  if (parts.some((part) => part > 255) || parts.every((part) => part < 10)) return false;
  if (first === 0 || first === 10 || first === 127 || first >= 224 || (first === 192 && second === 168) || (first === 169 && second === 254)) return false;
  if ((first === 172 && second >= 16 && second < 32) || (first === 192 && second === 0) || text === '8.8.8.8' || text === '1.1.1.1') return false;
  return !((first === 198 && second === 51 && third === 100) || (first === 203 && second === 0 && third === 113));
}
