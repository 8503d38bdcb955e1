// A lane for each alarm: its states as bars, and on them what was told and what was kept back.

const LANE = 24;
const SEVERITIES = { P1: "p1", P2: "p2", P3: "p3", P4: "p4" };

function inkOf(state) {
  return { OK: color("ok-bar"), ALARM: color("alarm"), INSUFFICIENT_DATA: color("unknown-bar") }[state];
}

// From one change to the next; the last state holds to the end.
function spells(track, end) {
  return track.states.map((one, place) => ({ ...one, until: track.states[place + 1]?.at ?? end }));
}

function laneBars(scene) {
  const rows = scene.tracks.flatMap((track, lane) =>
    spells(track, scene.end).map((one) => [one.at * 1000, one.until * 1000, lane, one.state]));
  return {
    type: "custom", name: "states", xAxisIndex: 0, yAxisIndex: 0, silent: true, animation: false,
    encode: { x: [0, 1], y: 2 }, data: rows, clip: true,
    renderItem: (params, api) => {
      const [left, y] = api.coord([api.value(0), api.value(2)]);
      const [right] = api.coord([api.value(1), api.value(2)]);
      const state = rows[params.dataIndex][3];
      const height = state === "ALARM" ? 14 : 4;
      const box = { x: left, y: y - height / 2, width: Math.max(right - left, state === "ALARM" ? 2 : 0), height };
      const { x, y: top, width, height: tall } = params.coordSys;
      const shape = echarts.graphic.clipRectByRect(box, { x, y: top, width, height: tall });
      return shape && { type: "rect", shape: { ...shape, r: 2 }, style: { fill: inkOf(state) } };
    },
  };
}

// What was told stands on the lane of its alarm; a page as its severity, its end as a tick.
function laneMarks(scene) {
  const rows = scene.tracks.flatMap((track, lane) => track.told
    .filter((one) => one.state !== "INSUFFICIENT_DATA")
    .map((one) => ({ ...one, lane, severity: track.severity })));
  return {
    type: "scatter", name: "told", xAxisIndex: 0, yAxisIndex: 0, silent: true, animation: false, z: 5,
    data: rows.map((one) => {
      const [text, ink, back] = markOf(one);
      return {
        value: [one.at * 1000, one.lane], symbol: one.withheld_by ? "circle" : "roundRect",
        symbolSize: one.withheld_by ? 8 : [text.length > 1 ? 7 * text.length + 10 : 16, 16],
        itemStyle: { color: back, borderColor: ink, borderWidth: 1.4, opacity: 1 },
        label: { show: !one.withheld_by, formatter: () => text, color: color("card"), fontSize: 10.5, fontWeight: 700 },
      };
    }),
  };
}

function markOf(one) {
  const over = one.state === "OK";
  if (one.withheld_by) return ["", color("text"), color("card")];
  if (over) return ["✓", color("ok"), color("ok")];
  const ink = color(SEVERITIES[one.severity] ?? "alarm");
  return [one.severity ?? "!", ink, ink];
}

const SIGNS = {
  alarm: ["alarm", "square", "", "in ALARM"], told: ["p1", "pill", "P1", "told"], acted: ["alarm", "pill", "!", "acted on ALARM"],
  over: ["ok", "pill", "✓", "told that it is over"], kept: ["card", "dot", "", "kept back"], fault: ["fault", "square", "", "something goes wrong"],
};

// The signs of the lanes in words.
function laneLegend(kinds) {
  return element("div", { class: "signs" }, ...kinds.map((kind) => {
    const [ink, shape, text, words] = SIGNS[kind];
    const sign = element("i", { class: shape }, text);
    sign.style.background = `var(--${ink})`;
    return element("span", {}, sign, words);
  }));
}
