// Draws a chart above its table from the API. The table is in the page already, so a chart that cannot be drawn loses nothing.
// Where it names no address it is drawn from that table itself.
// The answer is { kind, categories: [...], series: [{ name, values: [...], links? }], unit?, target?: { name, value } }.
import { dataOf } from "./chart-table.js";

const COLOURS = ["#17436f", "#b0570c", "#00703c", "#6f4a8e", "#8a2432", "#4d5358"];
const LIBRARY = new URL("../vendor/echarts/echarts.min.js", import.meta.url);
const DASHES = ["solid", "dashed", "dotted"];

export function library() {
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
    markLine: index === 0 && data.target ? { symbol: "none", silent: true, data: [{ yAxis: data.target.value, name: data.target.name }], label: { formatter: data.target.name, position: "insideStartTop" }, lineStyle: { color: "#0b0c0c", type: "dashed" } } : undefined,
  }));
}

const INK = "#0b0c0c";
const NARROW = 560;
const LEGEND_LINE = 24;
const LEGEND_MARK = 46;
const PICTURE = 300;

// How many lines the legend takes: on a phone one to a name, else as many as fit beside each other.
function legendLines(names, width) {
  if (names.length < 2) return 0;
  if (width < NARROW) return names.length;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "14px system-ui, sans-serif";
  let [lines, used] = [1, 0];
  for (const name of names) {
    const needed = pen.measureText(name).width * 1.1 + LEGEND_MARK;
    if (used && used + needed > width) [lines, used] = [lines + 1, 0];
    used += needed;
  }
  return lines;
}

// "December 2025" stands as "Dec" over "2025" where there is little room; other words one under the other.
function shortLabel(words) {
  return words.replace(/^(\p{L}{3})\p{L}* (\d{4})$/u, "$1 $2").replaceAll(" ", "\n");
}

// Names beside the bars are measured here: the library leaves them too little room. At most two fifths of the picture.
function labelRoom(names, size, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${size}px system-ui, sans-serif`;
  const longest = Math.max(...names.map((name) => pen.measureText(name).width), 0);
  return Math.ceil(Math.min(longest * 1.1, width * 0.4));
}

export function optionsOf(data, kind, title, width) {
  const across = kind === "across";
  const narrow = width < NARROW;
  const legend = legendLines(data.series.map((one) => one.name), width) * LEGEND_LINE;
  const label = { color: INK, fontSize: narrow ? 12 : 14 };
  const short = narrow && !across ? { formatter: shortLabel } : {};
  const room = across ? labelRoom(data.categories, label.fontSize, width) : 0;
  const wrapped = across ? { width: room, overflow: "break" } : { hideOverlap: true };
  const names = { type: "category", data: data.categories, axisLabel: { ...label, ...short, ...wrapped }, inverse: across };
  const amounts = { type: "value", name: data.unit ?? "", nameTextStyle: { color: INK, align: "left" }, minInterval: 1, axisLabel: label };
  return {
    color: COLOURS,
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    aria: { enabled: true, label: { description: title }, decal: { show: data.series.length > 1 && kind !== "line" } },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: "shadow" } },
    legend: { show: legend > 0, top: 0, left: 0, orient: narrow ? "vertical" : "horizontal", itemGap: 10, textStyle: { color: INK, fontSize: 14 } },
    grid: { left: across ? room + 16 : 8, right: 16, top: legend + 36, bottom: 8, containLabel: !across },
    xAxis: across ? amounts : names,
    yAxis: across ? names : amounts,
    series: seriesOf(data, kind),
  };
}

// The legend takes its room on top of the picture's, so that neither lies over the other.
function fit(holder, chart, data, kind) {
  const width = holder.clientWidth;
  holder.style.height = `${PICTURE + legendLines(data.series.map((one) => one.name), width) * LEGEND_LINE}px`;
  chart.resize();
  chart.setOption(optionsOf(data, kind, holder.dataset.chartTitle, width), true);
}

async function asked(holder) {
  const answer = await fetch(holder.dataset.chartUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  return answer.ok ? answer.json() : null;
}

async function draw(holder) {
  const { chartKind, chartTitle } = holder.dataset;
  const data = "chartTable" in holder.dataset ? dataOf(holder.parentElement.querySelector("table")) : await asked(holder);
  if (!data?.series?.some((one) => one.values.some(Boolean))) return;
  const echarts = await library();
  holder.hidden = false;
  const chart = echarts.init(holder, null, { renderer: "canvas" });
  const kind = chartKind || data.kind || "bar";
  fit(holder, chart, data, kind);
  holder.setAttribute("role", "img");
  if (!holder.getAttribute("aria-label")) holder.setAttribute("aria-label", chartTitle);
  const table = holder.parentElement.querySelector("details");
  if (table) table.open = false;
  chart.on("click", ({ seriesIndex, dataIndex }) => {
    const link = data.series[seriesIndex]?.links?.[dataIndex];
    if (link) window.location.assign(link);
  });
  let width = holder.clientWidth;
  new ResizeObserver(() => {
    if (holder.clientWidth !== width) fit(holder, chart, data, kind);
    width = holder.clientWidth;
  }).observe(holder);
}

export function startCharts(root) {
  for (const holder of root.querySelectorAll("[data-chart-url], [data-chart-table]")) draw(holder).catch(() => { holder.hidden = true; });
}
