// The colours of lines are CloudWatch's; the rest follows the light or the dark scheme.

const LINES = [
  "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22",
  "#17becf", "#aec7e8", "#ffbb78", "#98df8a", "#ff9896", "#c5b0d5", "#c49c94", "#f7b6d2", "#c7c7c7",
];

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// A dashboard may write any text as a colour; what is none must not reach a chart.
function colorOr(written, otherwise) {
  return written && CSS.supports("color", written) ? written : otherwise;
}

function painted(lines) {
  return lines.map((line, place) => ({
    ...line, color: colorOr(line.color, LINES[place % LINES.length]),
  }));
}
