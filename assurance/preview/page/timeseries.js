// Lines and areas over time, with thresholds and moments drawn across.

const FEW = 3; // values that would be lost as points

function extent(widget, side, situation) {
  const lines = widget.lines.filter((line) => line.axis === side && line.calm);
  const all = lines.map((line) => valuesOf(line, situation));
  let known = all.flat().filter((value) => value !== null);
  if (widget.stacked && lines.length) {
    const most = Math.max(0, ...all.map((values) => values.length));
    const sums = Array.from({ length: most }, (_, place) =>
      all.reduce((sum, values) => sum + (values[place] ?? 0), 0));
    known = [0, ...sums];
  }
  for (const one of widget.thresholds) {
    if (one.axis !== side) continue;
    known.push(one.value);
    if (one.to !== null && one.to !== undefined) known.push(one.to);
  }
  if (!known.length) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = widget.thresholds.length ? (high - low) * 0.06 : 0;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

function yAxes(widget, situation, ticks) {
  return ["left", "right"].map((side) => {
    const axis = widget.axes[side];
    const range = extent(widget, side, situation);
    const most = axis.max ?? (range && axis.unit === "Percent" && range[1] > 90 && range[1] < 107 ? 100 : undefined);
    const bounds = range ? niceBounds(range[0], range[1], axis.min, most, ticks) : { min: 0, max: 1 };
    return {
      type: "value", position: side, show: range !== null, ...bounds,
      name: axis.name, nameLocation: "end", nameGap: 9,
      nameTextStyle: { color: color("soft"), fontSize: 11, align: side },
      axisLabel: { color: color("soft"), fontSize: 11, formatter: axisNumber, showMinLabel: true },
      splitLine: { show: side === "left", lineStyle: { color: color("faint") } },
      axisLine: { show: false }, axisTick: { show: false },
    };
  });
}

function lineSeries(widget, line, place, situation) {
  const values = valuesOf(line, situation);
  const points = held(values, line, widget.range);
  return {
    type: "line", name: `line-${place}`, data: points, yAxisIndex: line.axis === "right" ? 1 : 0,
    color: line.color, lineStyle: { width: 1.6 }, symbol: "circle", symbolSize: 5,
    showSymbol: values.filter((value) => value !== null).length <= FEW, showAllSymbol: true,
    stack: widget.stacked ? `stack-${line.axis}` : undefined,
    areaStyle: widget.stacked ? { opacity: 0.35 } : undefined,
    emphasis: { disabled: true },
  };
}

// A value stands for its whole period, and that may be longer than the window.
function held(values, line, range) {
  const [first, last] = [state.data.now - range, state.data.now];
  const points = values.map((value, step) => [Math.max(line.start + step * line.period, first) * 1000, value]);
  if (values.length <= FEW) points.push([last * 1000, values[values.length - 1]]);
  return points;
}

function markSeries(widget, axes, size) {
  return ["left", "right"].map((side, index) => {
    const own = widget.thresholds.filter((one) => one.axis === side);
    const { min, max } = axes[index];
    const lines = own.flatMap((one) => thresholdLines(one));
    placeLabels(lines, axes[index], Math.max(size.height - 54, 30));
    const areas = own.flatMap((one) => thresholdAreas(one, min, max));
    if (side === "left") {
      lines.push(...widget.moments.flatMap(momentLines));
      areas.push(...widget.moments.flatMap((one) => momentAreas(one, widget)));
    }
    return {
      type: "line", name: `marks-${side}`, data: [], yAxisIndex: index, silent: true, z: 4,
      markLine: { silent: true, symbol: "none", animation: false, data: lines },
      markArea: { silent: true, animation: false, data: areas },
    };
  });
}

function timeSeriesOption(widget, situation, size) {
  const axes = yAxes(widget, situation, size.height < 110 ? 2 : 4);
  const lines = painted(widget.lines);
  const named = axes.some((axis) => axis.show && axis.name);
  return {
    animation: false, useUTC: true,
    grid: {
      left: 12, right: 14, top: named ? 26 : 12, bottom: 6,
      outerBoundsMode: "same", outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "time", min: (state.data.now - widget.range) * 1000, max: state.data.now * 1000,
      axisLabel: { color: color("soft"), fontSize: 11, hideOverlap: true, formatter: (at) => axisTime(at / 1000, widget.range) },
      axisLine: { lineStyle: { color: color("edge") } }, axisTick: { lineStyle: { color: color("edge") } },
      splitLine: { show: false },
    },
    yAxis: axes,
    tooltip: tooltip(widget, lines, situation),
    legend: { show: false },
    series: [
      ...lines.map((line, place) => lineSeries(widget, line, place, situation)),
      ...markSeries(widget, axes, size),
    ],
  };
}

function tooltip(widget, lines, situation) {
  return {
    trigger: "axis", confine: true, backgroundColor: color("card"), borderColor: color("edge"), padding: 8,
    axisPointer: { lineStyle: { color: color("soft"), type: "solid" } },
    formatter: (shown) => {
      const at = shown[0].value[0] / 1000;
      const rows = shown.filter((one) => one.seriesName.startsWith("line-")).map((one) => {
        const line = lines[Number(one.seriesName.slice(5))];
        const square = element("i");
        square.style.background = line.color;
        const value = element("b", {}, said(one.value[1], line.unit));
        return element("div", {}, square, element("span", {}, labelOf(line, situation)), value);
      });
      return element("div", { class: "tip" }, element("div", {}, `${day(at)} ${clock(at)} UTC`), ...rows);
    },
  };
}
