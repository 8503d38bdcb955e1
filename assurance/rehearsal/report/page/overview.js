// The overview: figures, then a line for each scenario with its whole course as a strip.

function overview(environment) {
  const { scenarios } = environment;
  const met = scenarios.filter((one) => one.met).length;
  const pages = scenarios.flatMap((one) => one.told).filter((one) => !one.over);
  const fired = environment.alarms - environment.never_fire.length;
  const shown = scenarios.filter(wantedNow);
  return [
    element("section", { class: "figures" },
      figure(met, scenarios.length, "scenarios as expected", met === scenarios.length),
      ...(environment.whole ? covered(environment, fired) : []),
      figure(pages.length, null, `times somebody was told: ${bySeverity(pages)}`, null)),
    filters("Search scenarios, alarms, handbook", ["all", "unmet"], signs()),
    element("section", { class: "list" }, ...shown.map((one) => row(one, environment)),
      ...(shown.length ? [] : [element("p", { class: "none" }, "No scenario of that kind.")])),
    ...(environment.whole ? named("Alarms that fire in no scenario", environment.never_fire) : []),
    ...(environment.whole ? named("Alarms that fire and never clear", environment.never_clear) : []),
  ];
}

// What the whole library covers; a few scenarios say nothing of it.
function covered(environment, fired) {
  const stuck = environment.never_clear.length;
  return [
    figure(fired, environment.alarms, "alarms fire in some scenario", fired === environment.alarms),
    figure(fired - stuck, fired, "of them clear again", !stuck),
  ];
}

function bySeverity(pages) {
  const kinds = ["P1", "P2", "P3", "P4"].map((one) => [one, pages.filter(({ severity }) => severity === one).length]);
  return kinds.filter(([, count]) => count).map(([one, count]) => `${count} at ${one}`).join(", ") || "never";
}

function named(title, names) {
  if (!names.length) return [];
  const list = element("ul", { class: "names" }, ...names.map((one) => element("li", {}, one)));
  return [element("details", { class: "panel" }, element("summary", {}, `${title} (${names.length})`), list)];
}

function signs() {
  const words = [["fault", "something goes wrong"], ["alarm", "somebody was told and it is not over"], ["ok", "told that it is over"]];
  return element("div", { class: "legend" }, ...words.map(([ink, said]) => {
    const square = element("i");
    square.style.background = `var(--${ink})`;
    return element("span", {}, square, said);
  }));
}

function wantedNow(one) {
  const words = [one.name, one.title, one.handbook, ...one.told.map((told) => told.alarm)];
  return (state.which === "all" || !one.met) && searched(words.join(" "));
}

function row(one, environment) {
  const mark = element("span", { class: `mark ${one.met ? "met" : "unmet"}` }, one.met ? "met" : "unmet");
  const title = element("div", { class: "title" }, element("b", {}, one.title), element("small", { title: one.handbook }, one.handbook));
  return element("a", { class: "row", href: `#${environment.name}/${one.name}` }, mark, title, strip(one), result(one, environment));
}

function strip(one) {
  const at = (moment) => `${(100 * Math.min(Math.max(moment - one.start, 0), one.end - one.start)) / (one.end - one.start)}%`;
  const piece = (kind, from, to) => {
    const made = element("i", { class: kind });
    made.style.left = at(from);
    made.style.width = `calc(${at(to)} - ${at(from)})`;
    return made;
  };
  const marks = one.told.filter((told) => told.over).concat(one.told.filter((told) => !told.over).reverse()).map((told) => {
    const mark = element("b", { class: told.over ? "over" : told.severity, title: `${told.over ? "over" : told.severity} ${told.alarm} ${clock(told.at)}` }, told.over ? "" : told.severity);
    mark.style.left = at(told.at);
    return mark;
  });
  return element("div", { class: "strip" }, element("i", { class: "base" }), ...one.faults.map((fault) => piece("fault", fault.start, fault.end)),
    ...openTimes(one).map(([from, to]) => piece("on", from, to)), ...marks);
}

// From every page to the notice that its alarm is over.
function openTimes(one) {
  return one.told.filter((told) => !told.over).map((told) =>
    [told.at, one.told.find((other) => other.over && other.alarm === told.alarm && other.at > told.at)?.at ?? one.end]);
}

function result(one, environment) {
  const pages = one.told.filter((told) => !told.over);
  const lines = pages.slice(0, 2).map((told) => element("div", { title: told.alarm },
    severity(told), `${shortName(told.alarm, environment)} ${after(told.at - one.fault)}`));
  if (pages.length > 2) lines.push(element("div", {}, `and ${pages.length - 2} more`));
  return element("div", { class: "result" }, ...(lines.length ? lines : [element("div", {}, "nobody told")]));
}

function severity(told) {
  return element("span", { class: `severity ${told.severity}` }, told.severity);
}

function after(seconds) {
  return seconds < 0 ? `${lasting(-seconds)} before` : `after ${lasting(seconds)}`;
}

// As the terminal says it: 4 min, 2 h 05 min, 3 d 04 h.
function lasting(seconds) {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return `${rest} min`;
  if (hours < 48) return `${hours} h${rest ? ` ${twoDigits(rest)} min` : ""}`;
  return `${Math.floor(hours / 24)} d${hours % 24 ? ` ${twoDigits(hours % 24)} h` : ""}`;
}
