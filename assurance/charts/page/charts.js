// One chart under one clock: the lanes, then what each alarm compares with its threshold, then budgets.

const SIDE = { left: 250, right: 34 };
const PLOT = 118;
const GAP = 44;
const SHORTEST = 96;

function layout(scene) {
  const lanes = Math.max(scene.tracks.length, 1) * LANE + 8;
  const plots = (scene.plots ?? scene.tracks).filter((one) => one.line);
  const tops = [...plots, ...(scene.budgets.length ? [null] : [])].map((_, place) => 26 + lanes + 46 + place * (PLOT + GAP));
  const last = tops.length ? tops[tops.length - 1] + PLOT : 26 + lanes;
  return { lanes, plots, tops, height: Math.max(last + 70, SHORTEST) };
}

function sceneOption(scene, width) {
  const place = layout(scene);
  const side = width < 760 ? { left: 56, right: 16 } : SIDE;
  const grids = [{ ...side, top: 26, height: place.lanes }, ...place.tops.map((top) => ({ ...side, top, height: PLOT }))];
  const long = scene.end - scene.start;
  return {
    animation: false, useUTC: true, grid: grids,
    title: titles(scene, place, side),
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: color("soft"), type: "solid" } },
    tooltip: sceneTooltip(scene, place),
    dataZoom: [
      { type: "inside", xAxisIndex: grids.map((_, index) => index), zoomOnMouseWheel: "ctrl", filterMode: "none" },
      {
        type: "slider", xAxisIndex: grids.map((_, index) => index), bottom: 8, height: 18, ...side, filterMode: "none",
        borderColor: color("edge"), textStyle: { color: color("soft"), fontSize: 10 }, brushSelect: false, showDataShadow: false,
        labelFormatter: (at) => clock(at / 1000),
      },
    ],
    xAxis: grids.map((_, index) => timeAxis(scene, index, long, index === grids.length - 1 || index === 0)),
    yAxis: grids.map((_, index) => (index === 0 ? laneAxis(scene, width) : valueAxis(scene, place, index))),
    series: [
      laneBars(scene), laneMarks(scene), faultBands(scene),
      ...place.plots.flatMap((track, index) => trackSeries(track, index + 1, scene)),
      ...budgetSeries(scene, place),
    ],
  };
}

function timeAxis(scene, index, long, named) {
  return {
    type: "time", gridIndex: index, min: scene.start * 1000, max: scene.end * 1000,
    position: index === 0 ? "top" : "bottom",
    axisLabel: { show: named, color: color("soft"), fontSize: 11, hideOverlap: true, formatter: (at) => axisTime(at / 1000, long) },
    axisLine: { lineStyle: { color: color("edge") } }, axisTick: { show: named, lineStyle: { color: color("edge") } },
    splitLine: { show: true, lineStyle: { color: color("faint") } }, axisPointer: { label: { show: false } },
  };
}

function laneAxis(scene, width) {
  return {
    type: "category", gridIndex: 0, inverse: true, data: scene.tracks.map((one) => shortName(one.name, scene)),
    axisLabel: { color: color("text"), fontSize: 12, show: width >= 760, width: 232, overflow: "truncate", interval: 0 },
    axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisPointer: { show: false },
  };
}

function valueAxis(scene, place, index) {
  const track = place.plots[index - 1];
  return {
    type: "value", gridIndex: index, ...(track ? reach(track) : { min: 0, splitNumber: 3 }),
    axisLabel: { color: color("soft"), fontSize: 11, formatter: (value) => axisNumber(value) + (track ? "" : " %") },
    splitLine: { lineStyle: { color: color("faint") } }, axisLine: { show: false }, axisTick: { show: false },
    axisPointer: { show: false },
  };
}

// Room for the line and its threshold, from zero where both are above it.
function reach(track) {
  const known = track.line.values.filter((one) => one !== null).concat(track.before?.threshold ?? []);
  const [low, high] = [Math.min(track.threshold, ...known), Math.max(track.threshold, ...known)];
  return niceBounds(low >= 0 ? 0 : low, high + (high - Math.min(low, 0)) * 0.08, undefined, undefined, 3);
}

function titles(scene, place, side) {
  const named = [...place.plots.map((track) => [shortName(track.name, scene), plotNote(track)])];
  const words = named.map(([name, note]) => `{name|${name}}  {note|${note}}`);
  if (scene.budgets.length) words.push(budgetTitle(scene));
  const note = { color: color("soft"), fontSize: 11.5, fontWeight: 400 };
  const inks = scene.budgets.map((_, number) => [`ink${number}`, { ...note, color: LINES[number % LINES.length], fontWeight: 700 }]);
  const rich = { name: { color: color("text"), fontWeight: 700, fontSize: 12.5 }, note, ...Object.fromEntries(inks) };
  return words.map((text, index) => ({
    left: side.left - 4, top: place.tops[index] - 26, padding: 0, text, textStyle: { rich },
  }));
}

function budgetTitle(scene) {
  const of = scene.budgets.map((one, number) => `{ink${number}|${one.of}}`).join("  ");
  return `{name|Error budget gone since the first fault}  ${of}`;
}

function plotNote(track) {
  const each = track.line.of_each > 1 ? `, of each ${track.line.of_each} values the one nearest to an alarm` : "";
  return `${track.compared} ${track.sign} ${shortNumber(track.threshold)}, ${track.settings}${each}`.replace(/[{}|]/g, " ");
}

function faultBands(scene) {
  const data = scene.faults.map((one) => [{ xAxis: one.start * 1000 }, { xAxis: one.end * 1000 }]);
  return {
    type: "line", name: "faults", xAxisIndex: 0, yAxisIndex: 0, data: [], silent: true,
    markArea: { silent: true, animation: false, itemStyle: { color: color("fault"), opacity: 0.16 }, data },
  };
}

function trackSeries(track, index, scene) {
  const ink = color("line");
  const areas = spells(track, scene.end).filter((one) => one.state === "ALARM")
    .map((one) => [{ xAxis: one.at * 1000, itemStyle: { color: color("alarm"), opacity: 0.11 } }, { xAxis: one.until * 1000 }]);
  const faults = scene.faults.map((one) => [
    { xAxis: one.start * 1000, itemStyle: { color: color("fault"), opacity: 0.12 } }, { xAxis: one.end * 1000 },
  ]);
  return [{
    type: "line", name: track.name, xAxisIndex: index, yAxisIndex: index, color: ink, symbol: "none",
    lineStyle: { width: 1.5 }, emphasis: { disabled: true }, step: false,
    data: pointsOf(track.line),
    markLine: {
      silent: true, symbol: "none", animation: false,
      data: [thresholdLine(track.threshold, color("threshold")), ...earlierThreshold(track)],
    },
    markArea: { silent: true, animation: false, data: [...faults, ...areas] },
  }];
}

function thresholdLine(value, ink) {
  return {
    yAxis: value, lineStyle: { color: ink, type: "dashed", width: 1.3 },
    label: { formatter: () => shortNumber(value), color: ink, fontSize: 11, position: "end", distance: 4 },
  };
}

// The threshold that the alarm had before, where it was another one.
function earlierThreshold(track) {
  const value = track.before?.threshold ?? track.threshold;
  return value === track.threshold ? [] : [thresholdLine(value, color("unknown"))];
}

function budgetSeries(scene, place) {
  const index = place.plots.length + 1;
  return scene.budgets.map((one, number) => ({
    type: "line", name: `budget of ${one.of}`, xAxisIndex: index, yAxisIndex: index, symbol: "none", color: LINES[number % LINES.length],
    lineStyle: { width: 1.8 }, areaStyle: { opacity: 0.08 }, emphasis: { disabled: true },
    data: pointsOf(one.line),
    markLine: number ? undefined : {
      silent: true, symbol: "none", animation: false,
      data: scene.told.filter((page) => !page.over).map((page, order) => ({
        xAxis: page.at * 1000, lineStyle: { color: color(SEVERITIES[page.severity]), type: "dotted", width: 1.3 },
        label: { show: order === 0, formatter: () => `${page.severity} at ${shortNumber(most(scene, page.at), 2)} %`, color: color(SEVERITIES[page.severity]), fontSize: 11, position: "end", distance: 3 },
      })),
    },
  }));
}

// Of the budget of which most is gone.
function most(scene, at) {
  return Math.max(...scene.budgets.map((one) => valueAt(one.line, at) ?? 0));
}

function sceneTooltip(scene, place) {
  return {
    trigger: "axis", confine: true, backgroundColor: color("card"), borderColor: color("edge"), padding: 8,
    formatter: (shown) => {
      const at = shown[0].axisValue / 1000;
      const states = scene.tracks.map((track) => {
        const now = spells(track, scene.end).findLast((one) => one.at <= at) ?? track.states[0];
        const value = valueAt(track.line, at);
        return tipRow(inkOf(now.state), shortName(track.name, scene), value === undefined ? now.state : `${shortNumber(value)}  ${now.state}`);
      });
      const values = (scene.plots ?? []).filter((one) => one.line).map((one) => tipRow(color("line"), one.compared, shortNumber(valueAt(one.line, at))));
      const budgets = scene.budgets.map((one, number) =>
        tipRow(LINES[number % LINES.length], `budget of ${one.of}`, `${shortNumber(valueAt(one.line, at) ?? 0)} %`));
      return element("div", { class: "tip" }, element("div", {}, `${day(at)} ${clock(at)} UTC`), ...values, ...states, ...budgets);
    },
  };
}

function tipRow(ink, name, value) {
  const square = element("i");
  square.style.background = ink;
  return element("div", {}, square, element("span", {}, name), element("b", {}, value));
}

// Even steps are written as their first and their length.
function timesOf(line) {
  return line.times ?? line.values.map((_, place) => line.start + place * line.step);
}

function pointsOf(line) {
  return timesOf(line).map((at, place) => [at * 1000, line.values[place]]);
}

function valueAt(line, at) {
  return line && line.values[timesOf(line).findLastIndex((one) => one <= at)];
}

function shortName(name, scene) {
  return name.startsWith(scene.prefix) ? name.slice(scene.prefix.length) || name : name;
}

// The chart in its holder; it follows the width of the window.
function drawScene(holder, scene) {
  holder.style.height = `${layout(scene).height}px`;
  const chart = echarts.init(holder, null, { renderer: "canvas" });
  chart.setOption(sceneOption(scene, holder.clientWidth));
  return chart;
}
