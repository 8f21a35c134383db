/* A worked out answer in French, as app/core/french.py writes it. */

import { asDate } from "./civil-dates.js";
import { asNumber, rounded } from "./decimals.js";

function number(value) {
  const exact = asNumber(value);
  if (!exact) return "";
  const [whole, after] = String(exact).replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${exact.units < 0n ? "-" : ""}${grouped}${after ? `,${after}` : ""}`;
}

function amount(value) {
  const exact = asNumber(value) && rounded(asNumber(value), 2);
  if (!exact) return "";
  const [whole, after = ""] = number(exact).split(",");
  return `${whole},${after.padEnd(2, "0")}\u00a0€`;
}

function date(value) {
  const day = asDate(value);
  if (!day) return "";
  const month = new Intl.DateTimeFormat("fr", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, day.month - 1, 15));
  return `${day.day === 1 ? "1er" : day.day} ${month} ${day.year}`;
}

const WORDS = new Map(Object.entries({ number, amount, date }));

/* "" when there is no value, or no way to write it here. */
export const told = (name, value) => WORDS.get(name)?.(value) ?? "";
