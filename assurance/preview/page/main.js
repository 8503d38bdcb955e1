// The page: which dashboard of which environment, in which situation.

const state = {
  data: JSON.parse(document.getElementById("data").textContent),
  situation: "calm", environment: null, board: null, chosen: {}, charts: [],
};
const SITUATIONS = { calm: "Calm day", incident: "Incident" };
const byId = (id) => document.getElementById(id);

function boards() {
  return state.data.environments.flatMap((environment) => environment.boards.map((board) => ({ environment, board })));
}

function open() {
  const wanted = location.hash.slice(1);
  const same = (one, other) => one === other || decodeURIComponent(one) === decodeURIComponent(other);
  const found = boards().find(({ board }) => same(board.fragment, wanted))
    || boards().find(({ environment }) => environment.name === wanted.split("/")[0]) || boards()[0];
  state.environment = found?.environment || state.data.environments[0];
  if (state.board !== found?.board) state.chosen = {};
  state.board = found?.board || null;
  window.scrollTo(0, 0);
  show();
}

function show() {
  window.__preview = { ready: false };
  for (const { chart } of state.charts) chart.dispose();
  state.charts = [];
  chooser("environments", state.data.environments.length > 1 ? state.data.environments : []);
  tabs();
  situations();
  heading();
  variables();
  grid();
  window.__preview = {
    ready: true, environment: state.environment.name, board: state.board?.name, situation: state.situation,
    charts: state.charts.map(({ chart, plot }) => ({ chart, plot })),
  };
}

function chooser(id, environments) {
  byId(id).replaceChildren(...environments.map((one) => element("a", {
    href: `#${one.boards[0]?.fragment ?? one.name}`, "aria-current": one === state.environment ? "page" : null,
  }, one.name)));
}

function tabs() {
  const names = state.environment.boards.map((board) => board.name);
  const prefix = commonPrefix(names);
  byId("boards").replaceChildren(...state.environment.boards.map((board) => element("a", {
    href: `#${board.fragment}`, title: board.name, "aria-current": board === state.board ? "page" : null,
  }, (board.name.slice(prefix) || board.name) + region(board))));
}

// Two dashboards of one name are told apart by where they are.
function region(board) {
  const same = state.environment.boards.filter((other) => other.name === board.name);
  return same.length > 1 ? ` (${board.region})` : "";
}

// What all names begin with, up to a dash, need not be repeated in every tab.
function commonPrefix(names) {
  if (names.length < 2) return 0;
  const shortest = Math.min(...names.map((name) => name.length));
  let same = 0;
  while (same < shortest && names.every((name) => name[same] === names[0][same])) same += 1;
  return names[0].slice(0, same).lastIndexOf("-") + 1;
}

function situations() {
  byId("situations").replaceChildren(...Object.entries(SITUATIONS).map(([key, label]) => {
    const button = element("button", {
      type: "button", role: "radio", "data-situation": key, "aria-checked": String(key === state.situation),
    }, label);
    button.addEventListener("click", () => { state.situation = key; show(); });
    return button;
  }));
}

function heading() {
  const board = state.board;
  byId("title").textContent = board?.name ?? "No dashboards";
  const range = board ? `${length(board.range)} up to ${day(state.data.now)} ${clock(state.data.now)} UTC` : "";
  byId("subtitle").textContent = board ? `${board.stack} · ${board.region} · ${range}` : "";
  document.title = board ? `${board.name} (preview)` : "Dashboards, previewed";
}

function variables() {
  byId("variables").replaceChildren(...(state.board?.variables ?? []).map((one) => {
    const value = state.chosen[one.id] ?? one.value;
    const choices = one.choices.length ? one.choices : [[one.value, one.value || "(any)"]];
    const select = element("select", { name: one.id }, ...choices.map(([choice, label]) => {
      const option = element("option", { value: choice }, label);
      option.disabled = !one.drawn.includes(choice);
      option.selected = choice === value;
      return option;
    }));
    select.addEventListener("change", () => { state.chosen = { [one.id]: select.value }; show(); });
    return element("label", {}, one.label, select);
  }));
}

function shownWidgets() {
  const [[id, value] = []] = Object.entries(state.chosen);
  const variant = state.board.variants.find((one) => one.id === id && one.value === value);
  return state.board.widgets.map((widget, place) => variant?.widgets[place] ?? widget);
}

function grid() {
  const place = byId("grid");
  if (!state.board) {
    place.replaceChildren(element("p", { class: "empty" }, "This environment has no dashboards."));
    return;
  }
  const waiting = [];
  const cells = shownWidgets().map((widget) => {
    const [x, y, width, height] = widget.box;
    const own = { widget };
    const draw = (plot, option) => { waiting.push({ plot, option, own }); return () => echarts.getInstanceByDom(plot); };
    const cell = element("div", { class: "cell" }, card(widget, state.situation, draw));
    cell.style.gridArea = `${y + 1} / ${x + 1} / span ${height} / span ${width}`;
    return cell;
  });
  place.replaceChildren(...cells);
  for (const { plot, option } of waiting) {
    const chart = echarts.init(plot);
    chart.setOption(option({ width: plot.clientWidth, height: plot.clientHeight }));
    state.charts.push({ chart, plot, option });
  }
}

function redraw() {
  for (const { chart, plot, option } of state.charts) {
    chart.resize();
    chart.setOption(option({ width: plot.clientWidth, height: plot.clientHeight }), true);
  }
}

window.addEventListener("hashchange", open);
window.addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
open();
