import { Interpreter, type Environment } from '@huggingface/jinja';
import { pythonStrip } from './pythonStrip';

type Statement = Parameters<Interpreter['evaluate']>[0];
type Value = ReturnType<Interpreter['evaluate']>;

export interface TemplateLimits {
  /** Nodes of the template that may be evaluated. */
  readonly steps: number;
  /** UTF-16 units of any one string, the output included. */
  readonly characters: number;
  /** Entries of any one list. */
  readonly entries: number;
}

/**
 * Runs a template within limits: a template comes with a downloaded model and may loop or grow without end. What a
 * single filter of the library does inside is not seen here; the caller bounds the time as well.
 */
export class BoundedInterpreter extends Interpreter {
  private stepsLeft: number;

  constructor(
    environment: Environment,
    private readonly limits: TemplateLimits,
  ) {
    super(environment);
    this.stepsLeft = limits.steps;
  }

  override evaluate(statement: Statement, environment: Environment): Value {
    this.stepsLeft -= 1;
    if (this.stepsLeft < 0) throw new Error('it runs on without end');
    const value = isTrim(statement) ? this.trimmed(statement, environment) : super.evaluate(statement, environment);
    if (value.type === 'StringValue' && (value.value as string).length > this.limits.characters) {
      throw new Error('its output grows without end');
    }
    if (Array.isArray(value.value) && value.value.length > this.limits.entries) {
      throw new Error('it builds a list without end');
    }
    mendStrings(value);
    return value;
  }

  /** Version 0.5.11 of the library trims as JavaScript does. */
  private trimmed(statement: Statement, environment: Environment): Value {
    const operand = this.evaluate((statement as unknown as { readonly operand: Statement }).operand, environment);
    return operand.type === 'StringValue' ? sameKind(operand, pythonStrip(operand.value as string, 'strip', null)) : super.evaluate(statement, environment);
  }
}

function isTrim(statement: Statement): boolean {
  const { type, filter } = statement as unknown as { readonly type: string; readonly filter?: { readonly type: string; readonly value?: unknown } };
  return type === 'FilterExpression' && filter?.type === 'Identifier' && filter.value === 'trim';
}

/** The library does not export its classes of values; one value makes another. */
function sameKind(value: Value, text: string): Value {
  return new (value.constructor as new (text: string) => Value)(text);
}

const mended = new WeakSet<object>();

/** The library's strip, lstrip and rstrip know another white space and ignore the characters that they are given. */
function mendStrings(value: Value): void {
  const prototype = Object.getPrototypeOf(value) as object;
  if (value.type !== 'StringValue' || mended.has(prototype)) return;
  mended.add(prototype);
  const inherited = Object.getOwnPropertyDescriptor(prototype, 'builtins');
  Object.defineProperty(prototype, 'builtins', {
    get(this: Value) {
      const builtins = inherited?.get?.call(this) as Map<string, Value>;
      if (!mended.has(builtins)) mendStrip(this, builtins);
      return builtins;
    },
  });
}

function mendStrip(value: Value, builtins: Map<string, Value>): void {
  mended.add(builtins);
  for (const side of ['strip', 'lstrip', 'rstrip'] as const) {
    const LibraryFunction = builtins.get(side)?.constructor as new (call: (given: readonly Value[]) => Value) => Value;
    const call = ([characters]: readonly Value[]): Value =>
      sameKind(value, pythonStrip(value.value as string, side, characters?.type === 'StringValue' ? (characters.value as string) : null));
    builtins.set(side, new LibraryFunction(call));
  }
}
