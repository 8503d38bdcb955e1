// Single values and tables.

function singleValues(widget, situation, draw) {
  const values = element("div", { class: "values" });
  for (const line of painted(widget.lines)) {
    const { number, unit } = withUnit(valueOf(line, situation), line.unit);
    const label = element("em", {}, line.problem ? `${line.label}: ${line.problem}` : labelOf(line, situation));
    const cell = element("div", { class: "value" },
      element("div", { class: "said" }, element("strong", {}, number, element("small", {}, unit)), label));
    cell.style.setProperty("--line", line.color);
    values.append(cell);
    if (widget.sparkline && line.calm) {
      cell.classList.add("sparkling");
      const plot = element("div", { class: "plot" });
      cell.append(plot);
      draw(plot, () => sparkOption(line, situation));
    }
  }
  return values;
}

function sparkOption(line, situation) {
  const values = valuesOf(line, situation);
  const { MIN: low, MAX: high } = summary(values);
  return {
    animation: false, grid: { left: 0, right: 0, top: 4, bottom: 2 },
    xAxis: { type: "category", show: false, boundaryGap: false, data: values.map((_, place) => place) },
    yAxis: { type: "value", show: false, min: low - (high - low || 1) * 0.3, max: high },
    series: [{
      type: "line", data: values, symbol: "none", color: line.color,
      lineStyle: { width: 1.5 }, areaStyle: { opacity: 0.15, origin: "start" }, emphasis: { disabled: true },
    }],
  };
}

const SUMMARIES = { MIN: "Min", MAX: "Max", SUM: "Sum", AVG: "Avg" };
const SHOWN_TIMES = 12;

function sheet(widget, situation) {
  const table = widget.table;
  const wanted = (table.columns ?? Object.keys(SUMMARIES)).filter((name) => name in SUMMARIES);
  const lines = painted(widget.lines).filter((line) => line.calm);
  const columns = lines.map((line) => columnOf(line, situation, wanted, table.times));
  const heads = columns.length ? columns[0].map(([head]) => head) : [];
  const labels = lines.map((line) => labelOf(line, situation));
  const rows = table.vertical
    ? [["", ...labels], ...heads.map((head, place) => [head, ...columns.map((one) => one[place]?.[1] ?? "–")])]
    : [["Label", ...heads], ...labels.map((label, place) => [label, ...columns[place].map(([, value]) => value)])];
  const [first, ...rest] = rows;
  return element("div", { class: "sheet" }, element("table", {},
    element("thead", {}, element("tr", {}, ...first.map((cell) => element("th", {}, cell)))),
    element("tbody", {}, ...rest.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell)))))));
}

function columnOf(line, situation, wanted, showTimes) {
  const values = valuesOf(line, situation);
  const known = summary(values);
  const summaries = wanted.map((name) => [SUMMARIES[name], said(known[name], line.unit)]);
  if (!showTimes) return summaries;
  const times = values.map((value, step) => [clock(line.start + step * line.period), said(value, line.unit)]);
  return [...summaries, ...times.slice(-SHOWN_TIMES).reverse()];
}
