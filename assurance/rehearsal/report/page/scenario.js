// One scenario: what was expected, its course as a chart, and every moment in words.

function scenarioPage(one, environment) {
  const holder = element("div", { class: "course", id: "course" });
  const severities = new Map(one.told.map((told) => [told.alarm, told.severity]));
  const tracks = one.tracks.map((track) => ({ ...track, severity: severities.get(track.name) }));
  const scene = { ...one, prefix: environment.prefix, tracks: state.every === one.name ? tracks : telling(tracks) };
  return {
    course: { scene, holder },
    parts: [
      head(one, environment),
      element("p", { class: "quote" }, `Handbook: ${one.handbook}`),
      panel("Expected", expectations(one)),
      panel(`${day(one.start)}, ${clock(one.start)} to ${until(one)} UTC`, faultsInWords(one),
        element("div", { class: "above" }, laneLegend(["alarm", "told", "over", "kept", "fault"]), everyAlarm(one, tracks)), holder),
      panel("Moment by moment", moments(one, scene)),
    ],
  };
}

// Those that spoke or were kept from it, and what the pages were decided on.
function telling(tracks) {
  const spoke = tracks.filter((track) => track.told.some((one) => !one.withheld_by));
  const behind = new Set(spoke.filter((track) => track.severity && pagedBy(track)).flatMap((track) => track.behind));
  const found = tracks.filter((track) => track.told.length || track.severity || behind.has(track.name));
  return found.length ? found : tracks;
}

function pagedBy(track) {
  return track.told.some((one) => one.state === "ALARM" && !one.withheld_by);
}

function everyAlarm(one, tracks) {
  const hidden = tracks.length - telling(tracks).length;
  if (!hidden) return "";
  const every = state.every === one.name;
  const words = every ? "Only alarms that tell somebody" : `All ${tracks.length} alarms that changed their state`;
  const button = element("button", { class: "more", id: "every" }, words);
  button.addEventListener("click", () => { state.every = every ? null : one.name; show(); });
  return button;
}

function head(one, environment) {
  const all = environment.scenarios;
  const place = all.indexOf(one);
  const link = (other, words) => (other ? [element("a", { href: `#${environment.name}/${other.name}`, title: other.title }, words)] : []);
  return element("div", { class: "head" },
    element("a", { class: "back", href: `#${environment.name}` }, "← all scenarios"),
    element("h1", {}, one.title),
    element("span", { class: `mark ${one.met ? "met" : "unmet"}` }, one.met ? "met" : "unmet"),
    element("span", { class: "around" }, ...link(all[place - 1], "← previous"), ...link(all[place + 1], "next →")));
}

function until(one) {
  return day(one.end) === day(one.start) ? clock(one.end) : `${day(one.end)}, ${clock(one.end)}`;
}

function expectations(one) {
  return element("table", { class: "wanted" }, ...one.expected.map((line) => element("tr", {},
    element("td", {}, element("span", { class: `mark ${line.met ? "met" : "unmet"}` }, line.met ? "met" : "unmet")),
    element("td", {}, line.wanted), element("td", {}, line.got))));
}

function faultsInWords(one) {
  const words = one.faults.map((fault) => `${fault.words} from ${clock(fault.start)} for ${lasting(fault.end - fault.start)}`);
  const said = words.length ? `Goes wrong: ${words.join("; ")}.` : "Nothing goes wrong.";
  const quiet = one.tracks.length ? "" : " No alarm changes its state.";
  return element("p", { class: "quote" }, said + quiet);
}

function moments(one, scene) {
  const names = new Set(scene.tracks.map((track) => track.name));
  const shown = one.moments.filter(({ what }) => /^(fault|mended):/.test(what) || what.split(" ").some((word) => names.has(word)));
  if (!shown.length) return element("p", { class: "none" }, "Nothing happened.");
  const rows = shown.map((moment) => {
    const [kind, rest] = moment.what.split(/: (.*)/s);
    return element("tr", { "data-kind": kind },
      element("td", {}, clock(moment.at)), element("td", {}, sinceFault(moment.at - one.fault)),
      element("td", {}, `${kind}: ${rest.replaceAll(scene.prefix, "")}`), element("td", { class: "why" }, moment.why));
  });
  return element("table", { class: "moments" }, ...rows);
}

function sinceFault(seconds) {
  return seconds < 0 ? `− ${lasting(-seconds)}` : `+ ${lasting(seconds)}`;
}
