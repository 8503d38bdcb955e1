// Thresholds and moments: labelled lines, and the bands they fill.

function markLabel(text, ink, position) {
  return {
    show: text !== "", formatter: () => text, position, color: ink, fontSize: 11, padding: [1, 3],
    backgroundColor: color("card"), borderRadius: 2, opacity: 0.92, distance: [4, 3],
  };
}

const LABEL_HEIGHT = 15;

function thresholdLines(one) {
  const ink = colorOr(one.color, color("threshold"));
  const edges = [[one.value, one.label]];
  if (one.to !== null && one.to !== undefined) edges.push([one.to, one.toLabel]);
  return edges.map(([value, label]) => ({
    yAxis: value, lineStyle: { color: ink, type: "dashed", width: 1.3 },
    label: markLabel(label || (edges.length > 1 ? "" : shortNumber(value)), ink, "insideStartTop"),
  }));
}

// Each label takes the first place along its line that no other label has: over it, or under it at the top.
function placeLabels(lines, { min, max }, height) {
  const taken = [];
  for (const line of [...lines].sort((one, other) => other.yAxis - one.yAxis)) {
    if (!line.label.show) continue;
    const y = ((max - line.yAxis) / (max - min)) * height;
    const sides = y < LABEL_HEIGHT ? ["Bottom"] : ["Top", "Bottom"];
    const places = sides.flatMap((side) => ["Start", "End", "Middle"].map((end) => ({ side, end })));
    const top = (side) => (side === "Top" ? y - LABEL_HEIGHT : y);
    const free = places.find(({ side, end }) =>
      !taken.some((one) => one.end === end && Math.abs(one.top - top(side)) < LABEL_HEIGHT)) ?? places[0];
    taken.push({ end: free.end, top: top(free.side) });
    line.label.position = `inside${free.end}${free.side}`;
  }
}

function thresholdAreas(one, min, max) {
  const paint = { color: colorOr(one.color, color("threshold")), opacity: 0.1 };
  const ends = {
    above: [one.value, max], below: [min, one.value], between: [one.value, one.to],
  }[one.fill];
  if (!ends || ends[1] === null || ends[1] === undefined) return [];
  return [[{ yAxis: ends[0], itemStyle: paint }, { yAxis: ends[1] }]];
}

function momentLines(one) {
  const ink = colorOr(one.color, "#9467bd");
  const ends = one.to === null ? [one.at] : [one.at, one.to];
  return ends.map((at, place) => ({
    xAxis: at * 1000, lineStyle: { color: ink, type: "solid", width: 1.3 },
    label: { ...markLabel(place ? "" : one.label, ink, "end"), rotate: 0, align: "left", offset: [4, 18], distance: 0 },
  }));
}

function momentAreas(one, widget) {
  const paint = { color: colorOr(one.color, "#9467bd"), opacity: 0.1 };
  const [first, last] = [(state.data.now - widget.range) * 1000, state.data.now * 1000];
  const ends = {
    before: [first, one.at * 1000], after: [one.at * 1000, last], between: [one.at * 1000, (one.to ?? 0) * 1000],
  }[one.fill];
  return ends ? [[{ xAxis: ends[0], itemStyle: paint }, { xAxis: ends[1] }]] : [];
}
