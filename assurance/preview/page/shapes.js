// Gauges, bars and pies: one value for each line.

function gaugeOption(widget, situation, place, size) {
  const line = painted(widget.lines)[place];
  const { min = 0, max = 100 } = widget.axes.left;
  const value = valueOf(line, situation);
  const limits = [...widget.thresholds].sort((one, other) => one.value - other.value);
  const radius = Math.min(size.width / 2 - 14, size.height * 0.62);
  const width = Math.max(8, radius * 0.16);
  return {
    animation: false,
    graphic: [[min, -1], [max, 1]].map(([end, side]) => ({
      type: "text", silent: true, x: size.width / 2 + side * (radius * 0.94 - width / 2), y: size.height * 0.64 + radius * 0.342 + 6,
      style: { text: axisNumber(end), fill: color("soft"), fontSize: 10.5, align: "center" },
    })),
    series: [{
      type: "gauge", min, max, startAngle: 200, endAngle: -20, radius, center: ["50%", "64%"], color: line.color,
      data: [{ value: value ?? min, name: labelOf(line, situation) }], splitNumber: 1,
      progress: { show: true, width, itemStyle: { color: gaugeColor(line, limits, value) } },
      axisLine: { lineStyle: { width, color: [[1, color("faint")]] } },
      pointer: { show: false }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { show: false },
      title: { show: widget.lines.length > 1, offsetCenter: [0, "38%"], color: color("soft"), fontSize: 11 },
      detail: {
        offsetCenter: [0, "-4%"], color: color("text"), fontSize: Math.max(15, Math.min(30, radius * 0.36)), fontWeight: 500,
        formatter: () => said(value, line.unit || (max === 100 ? "Percent" : "")),
      },
    }, gaugeTicks(limits, { min, max, radius, width })],
  };
}

// The colour of the zone the value is in, where the dashboard fills zones.
function gaugeColor(line, limits, value) {
  const zone = limits.find((one) =>
    (one.fill === "above" && value >= one.value) || (one.fill === "below" && value <= one.value) ||
    (one.fill === "between" && value >= Math.min(one.value, one.to) && value <= Math.max(one.value, one.to)));
  return zone ? colorOr(zone.color, color("threshold")) : line.color;
}

// A thin outer ring in the colours of the thresholds.
function gaugeTicks(limits, { min, max, radius, width }) {
  const share = (value) => Math.min(1, Math.max(0, (value - min) / (max - min)));
  const stops = limits.map((one) => [share(one.value), "transparent"]);
  const ring = [];
  for (const one of limits) {
    const ink = colorOr(one.color, color("threshold"));
    const from = share(one.value);
    const ends = { above: [from, 1], below: [0, from], between: [from, share(one.to ?? one.value)] }[one.fill] || [from - 0.006, from + 0.006];
    ring.push([Math.max(0, Math.min(...ends)), Math.min(1, Math.max(...ends)), ink]);
  }
  ring.sort((one, other) => one[0] - other[0]);
  const painted = [];
  let at = 0;
  for (const [from, to, ink] of ring) {
    if (from > at) painted.push([from, "transparent"]);
    if (to > at) painted.push([to, ink]);
    at = Math.max(at, to);
  }
  if (at < 1 || !stops.length) painted.push([1, "transparent"]);
  return {
    type: "gauge", startAngle: 200, endAngle: -20, radius: radius + 6, center: ["50%", "64%"], silent: true,
    axisLine: { lineStyle: { width: 4, color: painted } }, z: 1, min, max, data: [],
    pointer: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { show: false },
  };
}

function barOption(widget, situation) {
  const lines = painted(widget.lines).filter((line) => line.calm);
  const axis = widget.axes.left;
  const values = lines.map((line) => valueOf(line, situation) ?? 0);
  const bounds = niceBounds(Math.min(0, ...values), 1.1 * Math.max(...values, ...widget.thresholds.map((one) => one.value)), axis.min, axis.max);
  const marks = widget.thresholds.flatMap((one) => thresholdLines(one));
  return {
    animation: false,
    grid: { left: 12, right: 14, top: axis.name ? 26 : 12, bottom: 6, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: {
      type: "category", data: lines.map((line) => labelOf(line, situation)),
      axisLabel: { show: false }, axisTick: { show: false }, axisLine: { lineStyle: { color: color("edge") } },
    },
    yAxis: {
      type: "value", ...bounds, name: axis.name, nameGap: 9, nameTextStyle: { color: color("soft"), fontSize: 11, align: "left" },
      axisLabel: { color: color("soft"), fontSize: 11, formatter: axisNumber }, splitLine: { lineStyle: { color: color("faint") } },
    },
    series: [{
      type: "bar", barMaxWidth: 56, data: values.map((value, place) => ({ value, itemStyle: { color: lines[place].color } })),
      label: { show: true, position: "top", color: color("text"), fontSize: 11, formatter: (one) => said(one.value, lines[one.dataIndex].unit) },
      markLine: { silent: true, symbol: "none", animation: false, data: marks },
    }],
  };
}

function pieOption(widget, situation) {
  const lines = painted(widget.lines).filter((line) => line.calm);
  return {
    animation: false,
    series: [{
      type: "pie", radius: ["46%", "86%"], center: ["50%", "50%"],
      data: lines.map((line) => ({ name: labelOf(line, situation), value: Math.max(0, valueOf(line, situation) ?? 0), itemStyle: { color: line.color } })),
      itemStyle: { borderColor: color("card"), borderWidth: 2 },
      label: { position: "inside", color: "#fff", fontSize: 11, formatter: (one) => (one.percent < 5 ? "" : `${Math.round(one.percent)}%`) },
      labelLine: { show: false },
    }],
  };
}
