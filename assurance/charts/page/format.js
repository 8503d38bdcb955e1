"use strict";
// Numbers and times as CloudWatch writes them: few digits, k and M, UTC.

const SHORT_UNITS = {
  Percent: "%", Seconds: "s", Milliseconds: "ms", Microseconds: "µs", Bytes: "B", "Count/Second": "/s",
  "Bytes/Second": "B/s", Count: "",
};
const SCALES = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]];

function shortNumber(value, digits = 3) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const [scale, letter] = SCALES.find(([least]) => size >= least) || [1, ""];
  if (size < 1000 && Number.isInteger(value)) return String(value);
  return `${Number((value / scale).toPrecision(digits))}${letter}`;
}

function axisNumber(value) {
  return shortNumber(Number(value.toPrecision(10)), 4);
}

function withUnit(value, unit) {
  if (value === null) return { number: "–", unit: "" };
  if (unit === "Seconds" && value !== 0 && Math.abs(value) < 1) return { number: shortNumber(value * 1000), unit: "ms" };
  const [, number, letter] = /^(.*?)([kMGT]?)$/.exec(shortNumber(value));
  const short = SHORT_UNITS[unit] ?? unit;
  return short.startsWith("B") ? { number, unit: letter + short } : { number: number + letter, unit: short };
}

function said(value, unit) {
  const { number, unit: short } = withUnit(value, unit);
  return short === "%" ? `${number}%` : `${number} ${short}`.trim();
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

function clock(epoch) {
  const at = new Date(epoch * 1000);
  return `${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}`;
}

// A day's hours, or the days of more than two.
function axisTime(epoch, range) {
  if (range <= 2 * 86400) return clock(epoch);
  const at = new Date(epoch * 1000);
  return `${twoDigits(at.getUTCMonth() + 1)}-${twoDigits(at.getUTCDate())}`;
}

function day(epoch) {
  return new Date(epoch * 1000).toLocaleDateString("en-GB", {
    weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  });
}

function length(seconds) {
  const units = [[604800, "w"], [86400, "d"], [3600, "h"], [60, "min"]];
  const [size, name] = units.find(([one]) => seconds >= one && seconds % one === 0) || [60, "min"];
  return `${Math.round(seconds / size)} ${name}`;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
