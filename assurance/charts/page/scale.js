// Bounds of an axis that people would have chosen.

function niceBounds(low, high, fixedLow, fixedHigh, ticks = 4) {
  let [from, to] = [fixedLow ?? low, fixedHigh ?? high];
  const pad = Number.isInteger(from) && Math.abs(from) < 100 ? 1 : Math.abs(from) * 0.1;
  if (to <= from) [from, to] = from === 0 ? [0, fixedHigh ?? 1] : [fixedLow ?? from - pad, fixedHigh ?? from + pad];
  const rough = (to - from) / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
  return {
    min: fixedLow ?? Math.floor(from / step + 1e-9) * step,
    max: fixedHigh ?? Math.ceil(to / step - 1e-9) * step,
    interval: step,
  };
}
