// The page: which scenario of which environment.

const state = {
  data: JSON.parse(document.getElementById("data").textContent),
  search: "", which: "all", every: null, chart: null,
};

function chosen() {
  const [name, scenario] = decodeURIComponent(location.hash.slice(1)).split("/");
  const environment = state.data.environments.find((one) => one.name === name) ?? state.data.environments[0];
  return { environment, scenario: environment.scenarios.find((one) => one.name === scenario) };
}

function show() {
  const { environment, scenario } = chosen();
  environments(environment);
  if (!scenario) return filled(overview(environment));
  const { parts, course } = scenarioPage(scenario, environment);
  return filled(parts, course);
}

function environments(current) {
  const all = state.data.environments;
  byId("environments").replaceChildren(...(all.length > 1 ? all : []).map((one) =>
    element("a", { href: `#${one.name}`, "aria-current": one === current ? "page" : null }, one.name)));
}

opened(show);
