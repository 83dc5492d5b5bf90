import { createScanner, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';

import { closestName } from './closestName';
import type { ConfigurationIssue } from './configurationError';
import { lintConfigSchema, type LintConfigFile } from './lintConfig';

export type ParsedLintConfig =
  | {
      readonly kind: 'config';
      readonly config: LintConfigFile;
      /** An issue about the value at a path of the configuration, for what only the file system can tell. */
      readonly issueAt: (path: readonly PropertyKey[], message: string) => ConfigurationIssue;
    }
  | { readonly kind: 'refused'; readonly issues: readonly ConfigurationIssue[] };

const deepestNesting = 16;

/** Reads preflens.config.json: JSON, with comments and trailing commas allowed. Every issue says where it is and what to write instead. */
export function parseLintConfig(text: string): ParsedLintConfig {
  const places = new Places(text);
  if (text.trim() === '') return refused([places.issue(0, 0, 'The file is empty; write at least {}.')]);
  const tooDeep = nestingBeyond(text, deepestNesting);
  if (tooDeep !== undefined) return refused([places.issue(tooDeep, 1, `More than ${String(deepestNesting)} levels of brackets stand inside one another; no setting needs that many.`)]);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return refused(errors.slice(0, 1).map(({ error, offset, length }) => places.issue(offset, length, `${syntaxErrors[printParseErrorCode(error)] ?? 'This is not JSON'}.`)));
  if (tree === undefined) return refused([places.issue(0, text.length, 'The file holds no setting; write at least {}.')]);
  const doubled = [...doubledNames(tree)].map((node) => places.issue(node.offset, node.length, `${JSON.stringify(node.value)} stands here twice, and only the last would count; remove one.`));
  if (doubled.length > 0) return refused(doubled);
  const read = lintConfigSchema.safeParse(valueOf(tree));
  if (!read.success) return refused(read.error.issues.flatMap((issue) => describe(issue, tree, places)));
  return { kind: 'config', config: read.data, issueAt: (path, message) => places.at(nodeAt(tree, path) ?? tree, message) };
}

function refused(issues: readonly ConfigurationIssue[]): ParsedLintConfig {
  return { kind: 'refused', issues: [...issues].sort((first, second) => first.offset - second.offset) };
}

const syntaxErrors: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This word is no JSON value; texts stand in double quotes',
  InvalidNumberFormat: 'This is no number as JSON has it',
  PropertyNameExpected: 'The name of a setting in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is expected here, between name and value',
  CommaExpected: 'A comma is expected here',
  CloseBraceExpected: 'A closing brace } is missing',
  CloseBracketExpected: 'A closing bracket ] is missing',
  EndOfFileExpected: 'The file should end here; it holds one object',
  UnexpectedEndOfComment: 'A comment that begins with /* is never closed',
  UnexpectedEndOfString: 'A text is not closed; put a double quote at its end',
  UnexpectedEndOfNumber: 'This is no number as JSON has it',
  InvalidUnicode: 'A \\u escape needs four hexadecimal digits',
  InvalidEscapeCharacter: 'This is no JSON escape; write a backslash itself as two',
  InvalidCharacter: 'A control character stands inside a text; write it as an escape',
};

/** By tokens, since the parser itself would overflow its stack. */
function nestingBeyond(text: string, limit: number): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    // No token but a bracket begins with one.
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') depth++;
    if (first === '}' || first === ']') depth--;
    if (depth > limit) return scanner.getTokenOffset();
  }
  return undefined;
}

function* doubledNames(node: Node): Generator<Node> {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [name] = node.type === 'object' ? (child.children ?? []) : [];
    if (name !== undefined && names.has(name.value)) yield name;
    if (name !== undefined) names.add(name.value);
    yield* doubledNames(child);
  }
}

/** Unlike the library's own, a field "__proto__" becomes a field and not the prototype. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return getNodeValue(node);
  return Object.fromEntries((node.children ?? []).map(({ children: [name, value] = [] }) => [String(name?.value), value === undefined ? undefined : valueOf(value)]));
}

function nodeAt(tree: Node, path: readonly PropertyKey[]): Node | undefined {
  let node: Node | undefined = tree;
  for (const step of path) node = typeof step === 'number' ? node?.children?.[step] : property(node, String(step))?.children?.[1];
  return node;
}

function property(node: Node | undefined, name: string): Node | undefined {
  return node?.type === 'object' ? node.children?.find(({ children }) => children?.[0]?.value === name) : undefined;
}

function describe(issue: z.core.$ZodIssue, tree: Node, places: Places): readonly ConfigurationIssue[] {
  const node = nodeAt(tree, issue.path);
  if (node === undefined) return [places.at(nodeAt(tree, issue.path.slice(0, -1)) ?? tree, `"${String(issue.path.at(-1))}" is missing here; it takes ${issue.message}.`)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => places.at(property(node, key)?.children?.[0] ?? node, unknownName(key, issue.path)));
  }
  const name = issue.path.length === 0 ? 'The file' : `"${issue.path.map(String).join('.')}"`;
  const taken = issue.code === 'invalid_value' ? alternatives(issue.values.map(String), valueOf(node)) : issue.message;
  return [places.at(node, `${name} takes ${taken}${instead(node)}.`)];
}

function alternatives(values: readonly string[], found: unknown): string {
  const meant = typeof found === 'string' ? closestName(found, values) : undefined;
  const listed = values.map((value) => `"${value}"`);
  const all = listed.length === 1 ? listed.join('') : `${listed.slice(0, -1).join(', ')} or ${listed.at(-1) ?? ''}`;
  return meant === undefined ? all : `${all} (did you mean "${meant}"?)`;
}

const longestShown = 40;

function instead(node: Node): string {
  if (node.type === 'object' || node.type === 'array') return `, not ${node.type === 'object' ? 'an object' : 'a list'}`;
  const text = JSON.stringify(node.value);
  return `, not ${text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}`;
}

function unknownName(key: string, path: readonly PropertyKey[]): string {
  const kind = path.at(-1) === 'codes' ? 'code' : path.at(-1) === 'thresholds' ? 'threshold' : 'setting';
  const names = namesAt(path);
  const meant = closestName(key, names);
  const help = meant === undefined ? (names.length === 0 ? 'there are none of them here' : `there are ${names.join(', ')}`) : `did you mean "${meant}"?`;
  const shown = key.length > longestShown ? `${key.slice(0, longestShown)}…` : key;
  return `Unknown ${kind} ${JSON.stringify(shown)}; ${help}${help.endsWith('?') ? '' : '.'}`;
}

/** The names that the schema has at a path. */
function namesAt(path: readonly PropertyKey[]): readonly string[] {
  const { codes, thresholds, overrides } = lintConfigSchema.shape;
  const last = path.at(-1);
  if (last === 'codes') return Object.keys(codes.unwrap().shape);
  if (last === 'thresholds') return Object.keys(thresholds.unwrap().shape);
  if (path.includes('models')) return ['policy', 'reference'];
  return Object.keys(path[0] === 'overrides' ? overrides.unwrap().element.shape : lintConfigSchema.shape);
}

/** Lines and columns of a text. */
class Places {
  private readonly lineStarts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) this.lineStarts.push(index + end.length);
  }

  at({ offset, length }: Node, message: string): ConfigurationIssue {
    return this.issue(offset, length, message);
  }

  issue(offset: number, length: number, message: string): ConfigurationIssue {
    const line = this.lineStarts.findLastIndex((start) => start <= offset);
    return { offset, length, line: line + 1, column: offset - (this.lineStarts[line] ?? 0) + 1, message };
  }
}
