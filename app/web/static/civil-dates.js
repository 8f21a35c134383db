/* Civil dates for conditions.js: days of a calendar, never instants, so that no clock and no time zone may move one.
   The same arithmetic as app/core/legal_time/civil_dates.py. */

import { asNumber, Decimal } from "./decimals.js";

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)$/;
const MAX_SHIFT = 4_000_000; // days: more than the calendar holds
const FACTORS = new Map([["days", 0], ["months", 1], ["years", 12]]);

export class CivilDate {
  constructor(year, month, day) {
    Object.assign(this, { year, month, day });
  }

  /* The number of the day, counted from 1 March of year 0. */
  get ordinal() {
    const year = this.month > 2 ? this.year : this.year - 1;
    const month = (this.month + 9) % 12;
    return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
      + Math.floor((153 * month + 2) / 5) + this.day - 1;
  }

  static fromOrdinal(ordinal) {
    const era = Math.floor(ordinal / 146097);
    const rest = ordinal - era * 146097;
    const year = Math.floor((rest - Math.floor(rest / 1460) + Math.floor(rest / 36524) - Math.floor(rest / 146096)) / 365);
    const inYear = rest - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
    const month = Math.floor((5 * inYear + 2) / 153);
    return new CivilDate(year + era * 400 + (month > 9 ? 1 : 0), ((month + 2) % 12) + 1,
      inYear - Math.floor((153 * month + 2) / 5) + 1);
  }

  toString() {
    return [[this.year, 4], [this.month, 2], [this.day, 2]].map(([part, width]) => String(part).padStart(width, "0")).join("-");
  }
}

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year, month) => (month === 2 && isLeap(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]);
const inCalendar = (day) => (day.year >= 1 && day.year <= 9999 ? day : null);

/* The date for "2026-03-27" (that shape only) or for a date; null for anything else, 30 February too. */
export function asDate(value) {
  if (value instanceof CivilDate) return value;
  const [year, month, day] = (typeof value === "string" ? SHAPE.exec(value) ?? [] : []).slice(1).map(Number);
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? new CivilDate(year, month, day) : null;
}

/* The same day months later, clamped to the end of the month; null outside the years 1 to 9999. */
function addMonths(start, months) {
  const index = start.year * 12 + start.month - 1 + months;
  const [year, month] = [Math.floor(index / 12), index - Math.floor(index / 12) * 12 + 1];
  return inCalendar(new CivilDate(year, month, Math.min(start.day, daysIn(year, month))));
}

/* Whole years; negative before birth. Born on 29 February, one gains a year on 28 February of common years. */
export function age(born, on) {
  const [birth, reference] = [asDate(born), asDate(on)];
  if (!birth || !reference) return null;
  const years = reference.year - birth.year;
  return Decimal.of(addMonths(birth, years * 12).ordinal <= reference.ordinal ? years : years - 1);
}

export function dateAdd(start, amount, unit) {
  const [day, shift] = [asDate(start), asNumber(amount)];
  if (!day || !shift || !FACTORS.has(unit) || !shift.isWhole || Math.abs(Number(shift)) > MAX_SHIFT) return null;
  const factor = FACTORS.get(unit);
  return factor ? addMonths(day, Number(shift) * factor) : inCalendar(CivilDate.fromOrdinal(day.ordinal + Number(shift)));
}

export function daysBetween(first, second) {
  const [start, end] = [asDate(first), asDate(second)];
  return start && end ? Decimal.of(end.ordinal - start.ordinal) : null;
}
