import { Interpreter, type Environment } from '@huggingface/jinja';

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
    const value = super.evaluate(statement, environment);
    if (value.type === 'StringValue' && (value.value as string).length > this.limits.characters) {
      throw new Error('its output grows without end');
    }
    if (Array.isArray(value.value) && value.value.length > this.limits.entries) {
      throw new Error('it builds a list without end');
    }
    return value;
  }
}
