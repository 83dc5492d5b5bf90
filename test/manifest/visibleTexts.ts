import ts from 'typescript';

/** Functions and constructors of VS Code, and which of their arguments people read: 'all', or positions. */
const calls: ReadonlyMap<string, 'all' | readonly number[]> = new Map<string, 'all' | readonly number[]>([
  ['showInformationMessage', 'all'],
  ['showWarningMessage', 'all'],
  ['showErrorMessage', 'all'],
  ['showQuickPick', [0]],
  ['setStatusBarMessage', [0]],
  ['createWebviewPanel', [1]],
  ['appendMarkdown', [0]],
  ['appendText', [0]],
  ['MarkdownString', [0]],
  ['Hover', [0]],
  ['TreeItem', [0]],
  ['CodeAction', [0]],
  ['Diagnostic', [1]],
  ['InputBoxValidationMessage', [0]],
  ['NotebookCellStatusBarItem', [0]],
  // Shown as they are where they are caught.
  ['ChangeRefused', [0]],
  ['UnreadableFileError', [0]],
]);

/** Properties of VS Code's objects that people read, in object literals and in assignments. */
const properties = new Set(['label', 'title', 'detail', 'description', 'tooltip', 'placeHolder', 'placeholder', 'prompt', 'message', 'openLabel', 'saveLabel', 'contentText', 'validationMessage', 'badgeTooltip', 'accessibilityLabel', 'accessibilityInformation', 'hoverMessage']);
/** Those that hold what people read as well as what they do not, so that only an assignment to them tells. */
const assigned = new Set([...properties, 'text']);

export interface VisibleText {
  readonly line: number;
  readonly text: string;
}

/** Texts of a TypeScript source that VS Code shows as they stand in the code: written out where they are shown, or as a constant of the file. */
export function untranslatedTexts(name: string, source: string): readonly VisibleText[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
  const constants = constantsOf(file);
  const found = new Map<ts.Node, VisibleText>();
  const add = (expression: ts.Expression): void => {
    for (const node of literalsIn(expression, constants)) found.set(node, { line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: node.getText() });
  };
  const visit = (node: ts.Node): void => {
    shownBy(node).forEach(add);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found.values()];
}

/** The expressions that a node shows. */
function shownBy(node: ts.Node): readonly ts.Expression[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const shown = calls.get(lastName(node.expression) ?? '') ?? [];
    return (node.arguments ?? []).filter((_argument, index) => shown === 'all' || shown.includes(index));
  }
  if (ts.isPropertyAssignment(node)) return properties.has(node.name.getText()) ? [node.initializer] : [];
  const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left);
  return isAssignment && assigned.has((node.left as ts.PropertyAccessExpression).name.text) ? [node.right] : [];
}

function lastName(expression: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : undefined;
}

/** The literals with words that an expression may come out as; what a function makes of its arguments is not looked into. */
function literalsIn(expression: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): readonly ts.Node[] {
  const inside = (...parts: readonly ts.Expression[]) => parts.flatMap((part) => literalsIn(part, constants));
  if (ts.isStringLiteralLike(expression)) return hasWords(expression.text) ? [expression] : [];
  if (ts.isTemplateExpression(expression)) return templateLiterals(expression, inside);
  if (ts.isConditionalExpression(expression)) return inside(expression.whenTrue, expression.whenFalse);
  if (ts.isBinaryExpression(expression)) return isJoining(expression.operatorToken.kind) ? inside(expression.left, expression.right) : [];
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) return inside(expression.expression);
  if (ts.isArrayLiteralExpression(expression)) return inside(...expression.elements);
  if (ts.isCallExpression(expression) && lastName(expression.expression) === 'join' && ts.isPropertyAccessExpression(expression.expression)) return inside(expression.expression.expression);
  const constant = ts.isIdentifier(expression) ? constants.get(expression.text) : undefined;
  return constant === undefined ? [] : inside(constant);
}

/** A template with words of its own, else what is put into it, but for names of icons. */
function templateLiterals(template: ts.TemplateExpression, inside: (...parts: readonly ts.Expression[]) => readonly ts.Node[]): readonly ts.Node[] {
  const fixed = [template.head, ...template.templateSpans.map(({ literal }) => literal)].map(({ text }) => text);
  if (hasWords(fixed.join(' '))) return [template];
  return inside(...template.templateSpans.filter((_span, index) => fixed[index]?.endsWith('$(') !== true).map(({ expression }) => expression));
}

function isJoining(kind: ts.SyntaxKind): boolean {
  return [ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(kind);
}

/** Of the whole file: what they hold is written out there. */
function constantsOf(file: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const lists = file.statements.filter(ts.isVariableStatement).map(({ declarationList }) => declarationList);
  return new Map(lists.flatMap(({ declarations }) => declarations).flatMap(({ name, initializer }) => (ts.isIdentifier(name) && initializer !== undefined && ts.isStringLiteralLike(initializer) ? [[name.text, initializer] as const] : [])));
}

/** The same in every language. */
const names = /\b(Preflens|JSON Lines|JSON|CSV|Parquet)\b/g;

/** Icons, links to commands, ids, suffixes of files and names need no translation. */
function hasWords(text: string): boolean {
  const words = text.replace(/\$\([\w~-]+\)/g, '').replace(/\]\([^)]*\)?/g, '').replace(names, '');
  return /\p{L}{2,}/u.test(words) && !/^[\w-]*(\.[\w-]+)+$/.test(words);
}

/** Calls of l10n.t whose text is not written out there, so that no translator gets it. */
export function unextractableTexts(name: string, source: string): readonly VisibleText[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
  const found: VisibleText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      if (text === undefined || !(ts.isStringLiteral(text) || ts.isObjectLiteralExpression(text))) found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: node.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
