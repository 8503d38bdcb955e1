// What a line shows: its values in a situation, and its label.

// The values of a line in a situation: the incident is stored from where it differs.
function valuesOf(line, situation) {
  if (!line.calm) return [];
  return situation === "calm" ? line.calm : [...line.calm.slice(0, line.from), ...line.incident];
}

// The one value a number, a gauge, a bar or a slice shows.
function valueOf(line, situation) {
  if (line.whole) return line.whole[situation === "calm" ? 0 : 1];
  const known = valuesOf(line, situation).filter((value) => value !== null);
  return known.length ? known[known.length - 1] : null;
}

function summary(values) {
  const known = values.filter((value) => value !== null);
  const sum = known.reduce((total, value) => total + value, 0);
  return {
    MIN: known.length ? Math.min(...known) : null, MAX: known.length ? Math.max(...known) : null,
    SUM: known.length ? sum : null, AVG: known.length ? sum / known.length : null,
    LAST: known.length ? known[known.length - 1] : null, FIRST: known.length ? known[0] : null,
    DATAPOINT_COUNT: known.length,
  };
}

// Dynamic labels: ${MAX} and the like become numbers.
function labelOf(line, situation) {
  if (!line.label.includes("${")) return line.label;
  const known = summary(valuesOf(line, situation));
  return line.label.replace(/\$\{([A-Z_]+)\}/g, (all, name) =>
    name in known ? shortNumber(known[name]) : name === "LABEL" ? "" : all);
}
