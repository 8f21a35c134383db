/* What is typed in a page, as the server will understand it (app/core/field_types): a value, null when there is
   nothing, undefined when it is not understood. Kinds that only the server can read are not here. */

import { Decimal } from "./decimals.js";
import { asDate } from "./civil-dates.js";

const MAX_DIGITS = 15;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const POINTS = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/;
const WHOLE_DATES = [/^(?<day>\d{1,2})[ /.-](?<month>\d{1,2})[ /.-](?<year>\d{4})$/, /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/];

const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/\.+$/, "");
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  bare(new Intl.DateTimeFormat("fr", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month, 15))));

function text([control]) {
  return control.value.replace(/\s+/g, " ").trim().normalize("NFC") || null;
}

function number([control], scale) {
  let compact = control.value.trim().replace(/\s*(?:€|eur|euros?)$/i, "").replace(/[ \u00a0\u202f\u2009]/g, "").replace("\u2212", "-");
  if (!compact) return null;
  if (POINTS.test(compact)) compact = compact.replaceAll(".", "");
  const after = compact.split(/[.,]/)[1] ?? "";
  if (!NUMBER.test(compact) || compact.replace(/\D/g, "").length > MAX_DIGITS || after.length > (scale ?? MAX_DIGITS)) return undefined;
  return Decimal.read(compact.replace(",", "."));
}

function monthOf(text) {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const found = MONTHS.flatMap((name, index) => (bare(text).length >= 3 && name.startsWith(bare(text)) ? [index + 1] : []));
  return found.length === 1 ? found[0] : 0;
}

function date(controls) {
  const given = Object.fromEntries(controls.map((control) => [control.name.split(":")[1], control.value.trim()]));
  let { jour: day = "", mois: month = "", annee: year = "" } = given;
  if (!day && !month && !year) return null;
  const pasted = !month && !year && WHOLE_DATES.map((shape) => shape.exec(day)).find(Boolean);
  if (pasted) ({ day, month, year } = pasted.groups);
  day = day.replace(/er$/, "");
  if (!/^\d{1,2}$/.test(day) || !/^[1-9]\d{3}$/.test(year)) return undefined;
  const iso = [year, String(monthOf(month)).padStart(2, "0"), day.padStart(2, "0")].join("-");
  return asDate(iso) ? iso : undefined;
}

const chosen = (controls) => controls.flatMap((control) => {
  if (control.localName === "select") return control.value ? [control.value] : [];
  return control.checked ? [control.value] : [];
});
const choice = (controls) => chosen(controls)[0] ?? null;
const choices = (controls) => (chosen(controls).length ? chosen(controls) : null);
const yesNo = (controls) => (chosen(controls).length ? chosen(controls)[0] === "oui" : null);
const ticked = (controls) => (chosen(controls).length ? true : null);

const READERS = new Map(Object.entries({ text, number, date, choice, choices, "yes-no": yesNo, ticked }));

/* (controls of the question, most decimals) → value; a reader that this page does not know reads nothing. */
export const reader = (name) => READERS.get(name) ?? (() => null);
