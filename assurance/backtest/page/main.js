// The page: all alarms, or one.

const state = {
  data: JSON.parse(document.getElementById("data").textContent),
  search: "", which: "all", chart: null,
};

function show() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const alarm = state.data.alarms.find((one) => one.name === wanted);
  if (!alarm) return filled(overview());
  const { parts, course } = alarmPage(alarm);
  return filled(parts, course);
}

opened(show);
