/* Exact decimals for conditions.js: a whole number (BigInt) times a power of ten. Sixty digits, rounding half up,
   and nothing beyond ten to the hundredth: the same arithmetic as app/core/conditions/values.py. */

const PRECISION = 60;
const REACH = 100;
const DIVISION_SCALE = 10;
const SHAPE = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

export class Decimal {
  constructor(units, exponent) {
    this.units = units;
    this.exponent = units ? exponent : 0;
  }

  static of(whole) {
    return new Decimal(BigInt(whole), 0);
  }

  /* The decimal written "-12.50" or "1e+21"; null for anything else. */
  static read(text) {
    const [, sign, whole, after = "", power = "0"] = SHAPE.exec(text) ?? [];
    if (whole === undefined) return null;
    return new Decimal(BigInt(`${whole}${after}`) * (sign === "-" ? -1n : 1n), Number(power) - after.length);
  }

  get isWhole() {
    return this.exponent >= 0 || this.units % ten(-this.exponent) === 0n;
  }

  /* As plain digits, without final zeros after the point: "1250.5". */
  toString() {
    if (this.exponent >= 0) return String(this.units * ten(this.exponent));
    const digits = String(magnitude(this.units)).padStart(1 - this.exponent, "0");
    const after = digits.slice(this.exponent).replace(/0+$/, "");
    return `${this.units < 0n ? "-" : ""}${digits.slice(0, this.exponent)}${after && `.${after}`}`;
  }

  valueOf() {
    return Number(this.toString());
  }
}

const ten = (power) => 10n ** BigInt(power);
const magnitude = (units) => (units < 0n ? -units : units);
const length = (units) => String(magnitude(units)).length;

/* The decimal for a number of a page or of the language; null for anything else, and out of reach. */
export function asNumber(value) {
  if (typeof value === "number") value = Decimal.read(String(value));
  if (!(value instanceof Decimal)) return null;
  return !value.units || Math.abs(length(value.units) + value.exponent - 1) <= REACH ? value : null;
}

/* The whole number nearest to units / divisor (positive), ties away from zero. */
function halfUp(units, divisor) {
  const nearest = (magnitude(units) * 2n + divisor) / (divisor * 2n);
  return units < 0n ? -nearest : nearest;
}

function shortened(units, exponent) {
  const excess = length(units) - PRECISION;
  if (excess <= 0) return new Decimal(units, exponent);
  return shortened(halfUp(units, ten(excess)), exponent + excess); // 99…9.5 is one digit too long again
}

function aligned(left, right) {
  const exponent = Math.min(left.exponent, right.exponent);
  return [left.units * ten(left.exponent - exponent), right.units * ten(right.exponent - exponent), exponent];
}

export function plus(left, right) {
  const [first, second, exponent] = aligned(left, right);
  return shortened(first + second, exponent);
}

export const minus = (left, right) => plus(left, new Decimal(-right.units, right.exponent));
export const times = (left, right) => shortened(left.units * right.units, left.exponent + right.exponent);

/* Computed to ten decimals; null when dividing by zero. */
export function divide(left, right) {
  if (!right.units) return null;
  const more = Math.max(0, PRECISION + 2 + length(right.units) - length(left.units));
  const quotient = left.units * ten(more) / right.units;
  return rounded(shortened(quotient, left.exponent - right.exponent - more), DIVISION_SCALE);
}

/* Half up at `scale` decimals; null when that needs more than sixty digits. */
export function rounded(value, scale) {
  const shift = value.exponent + scale;
  const units = shift >= 0 ? value.units * ten(shift) : halfUp(value.units, ten(-shift));
  return length(units) > PRECISION ? null : new Decimal(units, -scale);
}

export function compare(left, right) {
  const [first, second] = aligned(left, right);
  return first < second ? -1 : first > second ? 1 : 0;
}
