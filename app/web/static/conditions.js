/* The language of conditions, evaluated in the page as the server evaluates it (app/core/conditions/__init__.py): the same
   vectors run both. Numbers are decimals on BigInt, dates are civil; nothing raises: null is "unanswered".
   It knows no page and no form. */

import { age, asDate, CivilDate, dateAdd, daysBetween } from "./civil-dates.js";
import { asNumber, compare, Decimal, divide, minus, plus, rounded, times } from "./decimals.js";

const MAX_SCALE = 10;

/* The value of the expression: true, false, Decimal, text, ISO date, list, null.
   scope: {answers, today: "2026-01-15", item: the current row, or nothing} */
export function evaluate(expression, scope) {
  try {
    const value = valueOf(expression, scope);
    return value instanceof CivilDate ? value.toString() : value ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null; // deeper than any checked expression
    throw error;
  }
}

export const holds = (expression, scope) => evaluate(expression, scope) === true;

/* JSON in which each number is {"$decimal": "0.10"}: a page's own numbers would not be exact. */
export const read = (text) => JSON.parse(text, (key, value) => (isTagged(value) ? Decimal.read(value.$decimal) : value));
export const write = (value) => JSON.stringify(value, function (key, below) {
  if (typeof below === "number") return { $decimal: String(below) };
  return below instanceof Decimal ? { $decimal: String(below) } : below;
});

const isTagged = (value) => isObject(value) && typeof value.$decimal === "string" && Object.keys(value).length === 1;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value)
  && !(value instanceof Decimal) && !(value instanceof CivilDate);
const unanswered = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

/* --- how a node is read --- */

function split(expression) {
  if (!isObject(expression)) return null;
  const entries = Object.entries(expression);
  if (entries.length !== 1) return null;
  const [[name, given]] = entries;
  return [name, Array.isArray(given) ? given : [given]];
}

function valueOf(expression, scope) {
  if (!isObject(expression)) return expression;
  const [name, given] = split(expression) ?? [];
  const [least, most, apply] = OPERATORS.get(name) ?? [1, 0];
  return least <= given?.length && given.length <= most ? apply(given, scope) : null;
}

const isTrue = (operand, scope) => valueOf(operand, scope) === true;
const within = (scope, row) => ({ ...scope, item: isObject(row) ? row : {} });

/* Own members of objects only: an index, a method or a prototype is never reached. */
function resolve(path, scope) {
  if (typeof path !== "string") return null;
  const mine = path.startsWith("item.");
  let here = mine ? scope.item ?? {} : scope.answers;
  for (const part of (mine ? path.slice(5) : path).split(".")) {
    here = isObject(here) && Object.hasOwn(here, part) ? here[part] : null;
  }
  return unanswered(here) ? null : here;
}

/* The answered cells of {"var": "rows[].cell"}; null when the operand is not a repeated path. */
function cells(operand, scope) {
  const [name, given] = split(operand) ?? [];
  const path = name === "var" && given.length === 1 && typeof given[0] === "string" ? given[0] : "";
  return path.includes("[].") ? reached(path, scope).filter((value) => value !== null) : null;
}

/* What stands at a path, in each row of the repeats that it goes through. */
function reached(path, scope) {
  const at = path.indexOf("[].");
  if (at < 0) return [resolve(path, scope)];
  return rows(resolve(path.slice(0, at), scope)).flatMap((row) => reached(`item.${path.slice(at + 3)}`, within(scope, row)));
}

const rows = (value) => (Array.isArray(value) ? value : []);

/* For each row, whether the condition (always true when there is none) holds on it. */
const matching = ([repeat, condition], scope, always) =>
  rows(valueOf(repeat, scope)).map((row) => always || isTrue(condition, within(scope, row)));

/* --- comparisons: never between types, never with what is unanswered --- */

function order(left, right) {
  const [first, second] = [asNumber(left), asNumber(right)];
  if (first && second) return compare(first, second);
  const [day, other] = [asDate(left), asDate(right)];
  return day && other ? day.ordinal - other.ordinal : null;
}

function ordered(left, right) {
  return unanswered(left) || unanswered(right) ? null : order(left, right);
}

/* true, false, or null when the two cannot be compared */
function same(left, right) {
  if (unanswered(left) || unanswered(right)) return null;
  if (typeof left === "boolean" && typeof right === "boolean") return left === right;
  if (typeof left === "string" && typeof right === "string") return left.normalize("NFC") === right.normalize("NFC");
  const found = order(left, right);
  return found === null ? null : found === 0;
}

const among = (value, codes) => Array.isArray(codes) && codes.some((code) => same(value, code) === true);

/* --- numbers --- */

const arithmetic = (compute) => (...values) => values.map(asNumber).reduce((left, right) =>
  (left && right ? asNumber(compute(left, right)) : null));

function roundHalfUp(value, scale = Decimal.of(0)) {
  const [exact, digits] = [asNumber(value), asNumber(scale)];
  if (!exact || !digits || !digits.isWhole) return null;
  const asked = Number(digits);
  return asked >= 0 && asked <= MAX_SCALE ? rounded(exact, asked) : null;
}

/* What is no number is skipped: a total runs while rows are being filled. */
const total = (values) => asNumber(values.map(asNumber).filter(Boolean).reduce(plus, Decimal.of(0)));

/* The least (sign -1) or greatest (sign 1) of numbers or of dates; null when one is neither, or there is none. */
const extreme = (sign) => (given, scope) => {
  const found = (given.length === 1 ? cells(given[0], scope) : null) ?? given.map((operand) => valueOf(operand, scope));
  for (const reader of [asNumber, asDate]) {
    const values = found.map(reader);
    if (values.length && values.every(Boolean)) return values.reduce((best, one) => (order(one, best) * sign > 0 ? one : best));
  }
  return null;
};

const count = (found) => Decimal.of(found.filter(Boolean).length);

function choose(given, scope) {
  for (let place = 0; place < given.length - 1; place += 2) {
    if (isTrue(given[place], scope)) return valueOf(given[place + 1], scope);
  }
  return given.length % 2 ? valueOf(given.at(-1), scope) : null;
}

/* --- the operators: least operands, most operands, how it is worked out --- */

const eager = (compute) => (given, scope) => compute(...given.map((operand) => valueOf(operand, scope)));
const comparison = (accepts) => eager((left, right) => {
  const found = ordered(left, right);
  return found !== null && accepts(found);
});
const ANY = 200;

const OPERATORS = new Map(Object.entries({
  "var": [1, 1, ([path], scope) => resolve(path, scope)],
  "today": [0, 0, (given, scope) => asDate(scope.today)],
  "answered": [1, 1, ([operand], scope) => !unanswered(valueOf(operand, scope))],
  "==": [2, 2, eager((left, right) => same(left, right) === true)],
  "!=": [2, 2, eager((left, right) => same(left, right) === false)],
  "<": [2, 2, comparison((found) => found < 0)],
  "<=": [2, 2, comparison((found) => found <= 0)],
  ">": [2, 2, comparison((found) => found > 0)],
  ">=": [2, 2, comparison((found) => found >= 0)],
  "in": [2, 2, eager(among)],
  "contains": [2, 2, eager((values, code) => among(code, values))],
  "and": [1, ANY, (given, scope) => given.every((operand) => isTrue(operand, scope))],
  "or": [1, ANY, (given, scope) => given.some((operand) => isTrue(operand, scope))],
  "!": [1, 1, ([operand], scope) => !isTrue(operand, scope)],
  "if": [2, ANY, choose],
  "+": [2, ANY, eager(arithmetic(plus))],
  "-": [2, 2, eager(arithmetic(minus))],
  "*": [2, ANY, eager(arithmetic(times))],
  "/": [2, 2, eager(arithmetic(divide))],
  "round": [1, 2, eager(roundHalfUp)],
  "min": [1, ANY, extreme(-1)],
  "max": [1, ANY, extreme(1)],
  "sum": [1, 1, ([operand], scope) => {
    const found = cells(operand, scope);
    return found && total(found);
  }],
  "count": [1, 2, (given, scope) => count(matching(given, scope, given.length === 1))],
  "some": [2, 2, (given, scope) => matching(given, scope).some(Boolean)],
  "all": [2, 2, (given, scope) => {
    const found = matching(given, scope);
    return found.length > 0 && found.every(Boolean);
  }],
  "none": [2, 2, (given, scope) => !matching(given, scope).some(Boolean)],
  "age": [1, 2, (given, scope) => age(valueOf(given[0], scope), given.length > 1 ? valueOf(given[1], scope) : scope.today)],
  "date_add": [3, 3, eager(dateAdd)],
  "days_between": [2, 2, eager(daysBetween)],
}));
export const OPERATOR_NAMES = [...OPERATORS.keys()];
