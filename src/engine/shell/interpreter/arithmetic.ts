/** What arithmetic reads and changes. */
export interface ArithmeticVariables {
  get(name: string): string;
  set(name: string, value: string): void;
}

/** An expression that cannot be worked out; the message is bash's. */
export class ArithmeticFailure extends Error {}

const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|[0-9]+#[0-9a-zA-Z]+|[0-9]+|[A-Za-z_][A-Za-z0-9_]*|<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|[-+*/%&|^<>=!]=|[-+*/%&|^<>=!~?:(),])/y;
/** Binary operators, weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const ASSIGNS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '|=', '^=']);
/** A variable may hold the name of a variable, and so on; then it is taken for a circle. */
const MOST_NESTED = 64;

/** The value of an expression, 64 bits with a sign as in C. */
export function evaluate(expression: string, variables: ArithmeticVariables, depth = 0): bigint {
  if (expression.trim() === '') return 0n;
  if (depth > MOST_NESTED) throw new ArithmeticFailure('expression recursion level exceeded');
  return new Evaluator(expression, variables, depth).whole();
}

class Evaluator {
  readonly #text: string;
  readonly #tokens: string[] = [];
  readonly #variables: ArithmeticVariables;
  readonly #depth: number;
  #at = 0;
  #parentheses = 0;
  /** Inside a part that is only read and not done: the other branch of `?:`, what stands behind a false `&&`. */
  #idle = 0;

  constructor(text: string, variables: ArithmeticVariables, depth: number) {
    this.#text = text.trimStart();
    this.#variables = variables;
    this.#depth = depth;
    TOKEN.lastIndex = 0;
    let at = 0;
    while (this.#text.slice(at).trim() !== '') {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(this.#text);
      if (!match) this.#fail(`syntax error: invalid arithmetic operator (error token is "${this.#text.slice(at)}")`);
      this.#tokens.push(match[1]!);
      at = TOKEN.lastIndex;
    }
  }

  whole(): bigint {
    const value = this.#comma();
    const left = this.#tokens[this.#at];
    if (left !== undefined) this.#fail(`syntax error in expression (error token is "${left}")`);
    return value;
  }

  #fail(message: string): never {
    throw new ArithmeticFailure(`${this.#text}: ${message}`);
  }

  #take(...wanted: string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#at++;
    return token;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    const name = this.#tokens[this.#at];
    const operator = this.#tokens[this.#at + 1];
    if (name === undefined || !/^[A-Za-z_]/.test(name) || operator === undefined || !ASSIGNS.has(operator)) {
      return this.#conditional();
    }
    this.#at += 2;
    const right = this.#assignment();
    const value = operator === '=' ? right : this.#apply(operator.slice(0, -1), this.#read(name), right);
    return this.#write(name, value);
  }

  #conditional(): bigint {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const yes = this.#only(condition !== 0n, () => this.#assignment());
    if (!this.#take(':')) this.#fail("`:' expected for conditional expression");
    const no = this.#only(condition === 0n, () => this.#conditional());
    return condition !== 0n ? yes : no;
  }

  #only(wanted: boolean, part: () => bigint): bigint {
    if (!wanted) this.#idle++;
    const value = part();
    if (!wanted) this.#idle--;
    return value;
  }

  #binary(level: number): bigint {
    const operators = LEVELS[level];
    if (!operators) return this.#power();
    let left = this.#binary(level + 1);
    for (let operator; (operator = this.#take(...operators)) !== undefined;) {
      if (operator === '&&' || operator === '||') {
        const decided = operator === '&&' ? left === 0n : left !== 0n;
        const right = this.#only(!decided, () => this.#binary(level + 1));
        left = (decided ? operator === '||' : right !== 0n) ? 1n : 0n;
      } else left = this.#apply(operator, left, this.#binary(level + 1));
    }
    return left;
  }

  #power(): bigint {
    const base = this.#unary();
    if (!this.#take('**')) return base;
    const exponent = this.#power();
    if (exponent < 0n) this.#fail('exponent less than 0 (error token is "")');
    return exponent > 64n && base !== 0n && base !== 1n && base !== -1n ? 0n : BigInt.asIntN(64, base ** exponent);
  }

  #unary(): bigint {
    const step = this.#take('++', '--');
    if (step !== undefined) {
      const name = this.#tokens[this.#at++] ?? '';
      return this.#write(name, this.#read(name) + (step === '++' ? 1n : -1n));
    }
    const operator = this.#take('!', '~', '-', '+');
    if (operator === undefined) return this.#primary();
    const value = this.#unary();
    if (operator === '!') return value === 0n ? 1n : 0n;
    return operator === '~' ? ~value : operator === '-' ? -value : value;
  }

  #primary(): bigint {
    const token = this.#tokens[this.#at++];
    if (token === '(') {
      if (++this.#parentheses > MOST_NESTED) this.#fail('expression recursion level exceeded');
      const value = this.#comma();
      if (!this.#take(')')) this.#fail('missing `)\' (error token is "")');
      this.#parentheses--;
      return value;
    }
    if (token === undefined) return this.#fail('syntax error: operand expected (error token is "")');
    if (/^[0-9]/.test(token)) return this.#number(token);
    if (!/^[A-Za-z_]/.test(token)) this.#fail(`syntax error: operand expected (error token is "${token}")`);
    const value = this.#read(token);
    const step = this.#take('++', '--');
    if (step !== undefined) this.#write(token, value + (step === '++' ? 1n : -1n));
    return value;
  }

  #number(token: string): bigint {
    const [base, digits] = token.split('#');
    if (digits === undefined) {
      if (/^0[0-9]+$/.test(token)) {
        if (/[89]/.test(token)) this.#fail(`value too great for base (error token is "${token}")`);
        return BigInt(`0o${token.slice(1)}`);
      }
      return BigInt.asIntN(64, BigInt(token));
    }
    let value = 0n;
    for (const digit of digits.toLowerCase()) {
      const worth = parseInt(digit, 36);
      if (worth >= Number(base)) this.#fail(`value too great for base (error token is "${token}")`);
      value = value * BigInt(base!) + BigInt(worth);
    }
    return BigInt.asIntN(64, value);
  }

  #read(name: string): bigint {
    return evaluate(this.#variables.get(name), this.#variables, this.#depth + 1);
  }

  #write(name: string, value: bigint): bigint {
    const held = BigInt.asIntN(64, value);
    if (this.#idle === 0) this.#variables.set(name, String(held));
    return held;
  }

  #apply(operator: string, a: bigint, b: bigint): bigint {
    if ((operator === '/' || operator === '%') && b === 0n) {
      if (this.#idle > 0) return 0n;
      this.#fail(`division by 0 (error token is "${this.#tokens.slice(this.#at - 1).join('')}")`);
    }
    return BigInt.asIntN(64, calculate(operator, a, b));
  }
}

function calculate(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '<<':
      return a << (b & 63n);
    case '>>':
      return a >> (b & 63n);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '==':
      return a === b ? 1n : 0n;
    case '!=':
      return a !== b ? 1n : 0n;
    case '<':
      return a < b ? 1n : 0n;
    case '>':
      return a > b ? 1n : 0n;
    case '<=':
      return a <= b ? 1n : 0n;
    default:
      return a >= b ? 1n : 0n;
  }
}
