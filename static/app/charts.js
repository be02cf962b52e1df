// Draws a chart above its table from the API. The table is in the page already, so a chart that cannot be drawn loses nothing.
// The answer is { kind, categories: [...], series: [{ name, values: [...], links? }], unit?, target?: { name, value } }.
const COLOURS = ["#17436f", "#b0570c", "#00703c", "#6f4a8e", "#8a2432", "#4d5358"];
const LIBRARY = new URL("../vendor/echarts/echarts.min.js", import.meta.url);
const DASHES = ["solid", "dashed", "dotted"];

function library() {
  if (window.echarts) return Promise.resolve(window.echarts);
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = LIBRARY;
    script.onload = () => done(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
}

function seriesOf(data, kind) {
  return data.series.map((one, index) => ({
    name: one.name,
    type: kind === "line" ? "line" : "bar",
    stack: kind === "stack" ? "all" : undefined,
    data: one.values,
    symbol: ["circle", "rect", "triangle", "diamond"][index % 4],
    symbolSize: 8,
    lineStyle: { width: 3, type: DASHES[index % DASHES.length] },
    markLine: index === 0 && data.target ? { symbol: "none", silent: true, data: [{ yAxis: data.target.value, name: data.target.name }], label: { formatter: data.target.name, position: "insideEndTop" }, lineStyle: { color: "#0b0c0c", type: "dashed" } } : undefined,
  }));
}

export function optionsOf(data, kind, title) {
  const across = kind === "across";
  const names = { type: "category", data: data.categories, axisLabel: { color: "#0b0c0c", fontSize: 14, hideOverlap: true }, inverse: across };
  const amounts = { type: "value", name: data.unit ?? "", minInterval: 1, axisLabel: { color: "#0b0c0c", fontSize: 14 } };
  return {
    color: COLOURS,
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    aria: { enabled: true, label: { description: title }, decal: { show: data.series.length > 1 && kind !== "line" } },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
    legend: { show: data.series.length > 1, top: 0, textStyle: { color: "#0b0c0c", fontSize: 14 } },
    grid: { left: 8, right: 16, top: data.series.length > 1 ? 40 : 24, bottom: 8, containLabel: true },
    xAxis: across ? amounts : names,
    yAxis: across ? names : amounts,
    series: seriesOf(data, kind),
  };
}

async function draw(holder) {
  const { chartUrl, chartKind, chartTitle } = holder.dataset;
  const answer = await fetch(chartUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) return;
  const [data, echarts] = [await answer.json(), await library()];
  if (!data.series?.some((one) => one.values.some(Boolean))) return;
  holder.hidden = false;
  const chart = echarts.init(holder, null, { renderer: "canvas" });
  chart.setOption(optionsOf(data, chartKind || data.kind || "bar", chartTitle));
  holder.setAttribute("role", "img");
  if (!holder.getAttribute("aria-label")) holder.setAttribute("aria-label", chartTitle);
  const table = holder.parentElement.querySelector("details");
  if (table) table.open = false;
  chart.on("click", ({ seriesIndex, dataIndex }) => {
    const link = data.series[seriesIndex]?.links?.[dataIndex];
    if (link) window.location.assign(link);
  });
  new ResizeObserver(() => chart.resize()).observe(holder);
}

export function startCharts(root) {
  for (const holder of root.querySelectorAll("[data-chart-url]")) draw(holder).catch(() => { holder.hidden = true; });
}
