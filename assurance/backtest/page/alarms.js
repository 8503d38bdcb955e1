// The list of alarms, and the page of each.

function overview() {
  const { alarms } = state.data;
  const fired = alarms.filter((one) => one.fired.length).length;
  const open = alarms.filter((one) => one.open.length).length;
  const findings = alarms.reduce((sum, one) => sum + one.findings.length, 0);
  const shown = alarms.filter(wantedNow);
  return [
    element("section", { class: "figures" },
      figure(fired, alarms.length, "alarms fired", null),
      figure(alarms.reduce((sum, one) => sum + one.fired.length, 0), null, "times in all", null),
      figure(open, null, "with something that AWS does not publish", open ? false : true),
      figure(findings, null, "findings", findings ? false : true)),
    filters("Search alarms", Object.keys(KINDS)),
    element("section", { class: "list" }, ...shown.map(row), ...(shown.length ? [] : [element("p", { class: "none" }, "No alarm of that kind.")])),
  ];
}

const KINDS = {
  all: () => true, fired: (one) => one.fired.length, unspecified: (one) => one.open.length, findings: (one) => one.findings.length,
};

function wantedNow(one) {
  return KINDS[state.which](one) && searched(one.name);
}

function row(one) {
  const last = element("span", { class: "mark calm" }, "unspecified");
  const mark = one.state === "unspecified" ? last : element("span", { class: `state ${one.state}` }, one.state);
  const title = element("div", { class: "title" }, element("b", {}, one.name), element("small", {}, asked(one)));
  const result = element("div", { class: "result" }, ...firedInWords(one).map((words) => element("div", {}, words)));
  return element("a", { class: "row alarm", href: `#${encodeURIComponent(one.name)}` }, mark, title, strip(one), result);
}

function asked(one) {
  return one.compared ? `${one.compared} ${one.sign} ${shortNumber(one.threshold)}` : "on other alarms, or on what only AWS can evaluate";
}

function firedInWords(one) {
  const lines = [summed(one.fired)];
  if (one.before) lines.push(one.before.fired ? `${one.before.said}: ${summed(one.before.fired)}` : one.before.said);
  if (one.open.length) lines.push(`unspecified ${times(one.open.length)}`);
  return lines.concat(one.findings.map((finding) => `${finding.kind}: ${finding.text}`));
}

function summed(fired) {
  if (!fired.length) return "never fired";
  const lengths = fired.map((one) => one.end - one.start);
  return `fired ${times(fired.length)}, ${lasting(lengths.reduce((sum, one) => sum + one, 0))} in all, at most ${lasting(Math.max(...lengths))}`;
}

function times(count) {
  return { 1: "once", 2: "twice" }[count] ?? `${count} times`;
}

function lasting(seconds) {
  const parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]]
    .map(([size, unit], place, all) => [Math.floor((place ? seconds % all[place - 1][0] : seconds) / size), unit]).filter(([count]) => count);
  return parts.slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(" ") || "0 s";
}

// The line small, and where it fired.
function strip(one) {
  const { start, end } = state.data;
  const whole = Math.max(end - start, 1);
  const spell = (kind) => (firing) => {
    const made = element("i", { class: kind });
    made.style.left = `${(100 * (firing.start - start)) / whole}%`;
    made.style.width = `${(100 * (firing.end - firing.start)) / whole}%`;
    return made;
  };
  return element("div", { class: "strip" }, ...(one.line ? [sparkline(one)] : [element("i", { class: "base" })]),
    ...one.fired.map(spell("firing")), ...(one.before?.fired ?? []).map(spell("firing was")));
}

function sparkline(one) {
  const { start, end } = state.data;
  const known = one.line.values.filter((value) => value !== null).concat(one.threshold);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at) => (1000 * (at - start)) / Math.max(end - start, 1);
  const y = (value) => 24 - (22 * (value - low)) / (high - low || 1);
  const path = pointsOf(one.line).reduce(({ written, drawing }, [at, value]) => value === null
    ? { written, drawing: false }
    : { written: `${written}${drawing ? "L" : "M"}${x(at / 1000).toFixed(1)} ${y(value).toFixed(1)}`, drawing: true }, { written: "", drawing: false });
  return svg("svg", { viewBox: "0 0 1000 26", preserveAspectRatio: "none" },
    svg("line", { x1: 0, x2: 1000, y1: y(one.threshold), y2: y(one.threshold), style: "stroke: var(--threshold); stroke-dasharray: 4 3", "vector-effect": "non-scaling-stroke" }),
    svg("path", { d: path.written, style: "fill: none; stroke: var(--line); stroke-width: 1.4", "vector-effect": "non-scaling-stroke" }));
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function alarmPage(one) {
  const holder = element("div", { class: "course", id: "course" });
  const lanes = [{ ...one, line: undefined, name: one.before ? "now" : "states" }];
  if (one.before?.states) lanes.push({ name: one.before.said, states: one.before.states, told: [] });
  const scene = { start: state.data.start, end: state.data.end, prefix: "", faults: [], told: [], budgets: [], tracks: lanes, plots: [one] };
  const head = element("div", { class: "head" }, element("a", { class: "back", href: "#" }, "← all alarms"), element("h1", {}, one.name),
    element("span", { class: one.state === "unspecified" ? "mark calm" : `state ${one.state}` }, one.state));
  return {
    course: { scene, holder },
    parts: [
      head, element("p", { class: "quote" }, one.settings ? `${asked(one)}, ${one.settings}` : asked(one)),
      panel(firedInWords(one)[0], laneLegend(["alarm", "acted", "over", "kept"]), holder),
      ...table("When it fired", one.fired.map((firing) => [when(firing.start), `${lasting(firing.end - firing.start)}${firing.over ? "" : ", still firing at the end"}`, firing.cause])),
      ...table("Notifications", one.told.map((told) => [when(told.at), told.state, told.withheld_by ? `kept back by ${told.withheld_by.replaceAll("_", " ")}` : "acted"])),
      ...table("Findings", one.findings.map((finding) => [finding.kind, "", finding.text])),
      ...table("Unspecified", one.open.map((open) => [when(open.at), "", open.why])),
    ],
  };
}

function table(title, rows) {
  if (!rows.length) return [];
  const body = rows.map(([first, second, third]) => element("tr", {}, element("td", {}, first), element("td", {}, second), element("td", { class: "why" }, third)));
  return [panel(`${title} (${rows.length})`, element("table", { class: "moments" }, ...body))];
}

function when(at) {
  return `${day(at)}, ${clock(at)}`;
}
