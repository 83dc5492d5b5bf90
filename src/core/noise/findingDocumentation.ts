/** Where the documentation of a repository state is read by people; the headings of docs/findings.md are the codes. */
const documentation = 'https://github.com/preflens/preflens/blob/main/docs/findings.md';

/** The page that explains a code: of a finding, or of a row that cannot be read. */
export function findingDocumentation(code: string): string {
  return `${documentation}#${code}`;
}
