// What every page about alarms is put together from.

const byId = (id) => document.getElementById(id);

function figure(count, whole, words, good) {
  const strong = element("strong", {}, String(count), ...(whole === null ? [] : [element("small", {}, ` of ${whole}`)]));
  return element("div", { class: `figure ${good === null ? "" : good ? "good" : "bad"}` }, strong, element("span", {}, words));
}

function panel(title, ...parts) {
  return element("section", { class: "panel" }, element("h2", {}, title), ...parts);
}

// A search, and which of all are shown; `state` holds both.
function filters(words, kinds, ...more) {
  const search = element("input", { type: "search", id: "search", placeholder: words, "aria-label": words, value: state.search });
  search.addEventListener("input", () => { state.search = search.value; show(); byId("search").focus(); });
  const choice = element("div", { class: "choice", role: "radiogroup", "aria-label": "Which of them" }, ...kinds.map((one) => {
    const button = element("button", { role: "radio", "aria-checked": String(state.which === one), "data-which": one }, one);
    button.addEventListener("click", () => { state.which = one; show(); });
    return button;
  }));
  return element("section", { class: "filters" }, search, choice, ...more);
}

function searched(words) {
  return words.toLowerCase().includes(state.search.trim().toLowerCase());
}

// Draws the page whenever its place, its width or the light changes.
function opened(draw) {
  window.addEventListener("hashchange", () => { window.scrollTo(0, 0); draw(); });
  window.addEventListener("resize", () => {
    clearTimeout(state.later);
    state.later = setTimeout(() => { if (state.chart) draw(); }, 150);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
}

// The parts of a page; a chart needs its holder in its place before it is drawn.
function filled(parts, course) {
  window.__page = { ready: false };
  state.chart?.dispose();
  byId("main").replaceChildren(...parts);
  state.chart = course ? drawScene(course.holder, course.scene) : null;
  window.__page = { ready: true, chart: state.chart };
}
