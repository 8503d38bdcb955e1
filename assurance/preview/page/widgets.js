// One card for each widget.

const STATE_NAMES = { ALARM: "In alarm", INSUFFICIENT_DATA: "Insufficient data", OK: "OK" };

function card(widget, situation, draw) {
  if (widget.type === "text") return textCard(widget);
  const made = element("section", { class: `card ${widget.type}` });
  const header = element("header", {}, element("h2", { title: widget.title }, widget.title));
  made.append(header);
  if (widget.type === "placeholder") made.append(placeholder(widget));
  if (widget.type === "alarm") made.append(alarmStates(widget, situation));
  if (widget.type === "metric") {
    header.append(...widget.alarms.map((alarm) => stateChip(alarm, situation)));
    made.append(metricBody(widget, situation, draw));
  }
  return made;
}

function textCard(widget) {
  const made = element("section", { class: `card text ${widget.background === "transparent" ? "transparent" : ""}` });
  made.innerHTML = widget.html; // made safe where the page was written
  return made;
}

function placeholder(widget) {
  const told = element("div", { class: "told" }, `This ${widget.kind} widget shows what is deployed, so it cannot be drawn here.`);
  if (widget.told) told.append(element("pre", {}, widget.told));
  return told;
}

function stateChip(alarm, situation) {
  return element("span", { class: `state ${alarm[situation]}`, title: alarm.name }, STATE_NAMES[alarm[situation]]);
}

function alarmStates(widget, situation) {
  const shown = widget.alarms.filter((one) => !widget.states.length || widget.states.includes(one[situation]));
  const urgency = (one) => Object.keys(STATE_NAMES).indexOf(one[situation]);
  const byName = (one, other) => (one.name < other.name ? -1 : 1);
  if (widget.order === "default") shown.sort(byName);
  if (widget.order === "stateUpdatedTimestamp") shown.sort((one, other) => urgency(one) - urgency(other) || byName(one, other));
  return element("div", { class: "alarms" }, ...shown.map((one) =>
    element("div", { class: one[situation], title: `${one.name}\n${STATE_NAMES[one[situation]]}\n${one.condition}` },
      element("b", {}, one.name))));
}

function metricBody(widget, situation, draw) {
  const drawable = widget.lines.some((line) => line.calm);
  if (!drawable) {
    const reasons = widget.lines.map((line) => line.problem && `${line.label}: ${line.problem}`).filter(Boolean);
    return element("div", { class: "told" }, reasons.join("\n") || widget.problem || "No metric to draw.");
  }
  if (widget.view === "singleValue") return singleValues(widget, situation, draw);
  if (widget.view === "table") return sheet(widget, situation);
  const beside = widget.legend === "right";
  const body = element("div", { class: `body ${beside ? "beside" : ""}` });
  if (widget.view === "gauge") {
    const row = element("div", { class: "body beside" });
    widget.lines.forEach((line, place) => {
      if (!line.calm) return;
      const plot = element("div", { class: "plot" });
      row.append(plot);
      draw(plot, (size) => gaugeOption(widget, situation, place, size));
    });
    return row;
  }
  const plot = element("div", { class: "plot" });
  const option = { bar: barOption, pie: pieOption }[widget.view] || timeSeriesOption;
  const chart = draw(plot, (size) => option(widget, situation, size));
  body.append(plot);
  if (widget.legend !== "hidden") body.append(legend(widget, situation, chart));
  return body;
}

function legendText(widget, line, label, situation) {
  if (line.problem) return `${label} (not drawn)`;
  return widget.view === "pie" ? `${label}: ${said(valueOf(line, situation), line.unit)}` : label;
}

function legend(widget, situation, chart) {
  const entries = painted(widget.lines).map((line, place) => {
    const square = element("i", { class: line.problem ? "problem" : null });
    square.style.color = line.color;
    const label = labelOf(line, situation);
    const entry = element("span", { title: line.problem ? `${label}: ${line.problem}` : label }, square, element("b", {}, legendText(widget, line, label, situation)));
    if (widget.view === "timeSeries" && !line.problem) {
      entry.classList.add("clickable");
      entry.addEventListener("click", () => {
        entry.classList.toggle("off");
        chart().dispatchAction({ type: "legendToggleSelect", name: `line-${place}` });
      });
    }
    return entry;
  });
  return element("div", { class: "legend" }, ...entries);
}
