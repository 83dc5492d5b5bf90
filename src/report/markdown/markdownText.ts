import type { ReportText } from '../reportPart';

/** Our own words, or a finding's: characters that Markdown or HTML would read are escaped, and nobody is mentioned. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_[\]#|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)]\s)/, '$1\\$2');
}

/** Dataset text as code: no markup, links, mentions or pictures can come of it. In tables a bar needs a backslash even there. */
export function markdownCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const inner = text.replace(/\s+/g, ' ').trim();
  if (inner === '') return '(empty)';
  return `${fence}${/^`|`$/.test(inner) ? ` ${inner} ` : inner}${fence}`;
}

export function markdownCell(cell: ReportText): string {
  return typeof cell === 'string' ? markdownText(cell) : markdownCode(cell.data).replace(/\|/g, '\\|');
}
