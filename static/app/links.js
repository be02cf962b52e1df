// Draws what is linked as a picture, out of the list and the table of the page: what cannot be drawn is read there.
import { library } from "./charts.js";

const INK = "#0b0c0c";
const LOOKS = {
  case: ["rect", "#17436f"],
  concern: ["roundRect", "#6f4a8e"],
  person: ["circle", "#00703c"],
  scheme: ["diamond", "#8a2432"],
  handle: ["pin", "#b0570c"],
  phone: ["triangle", "#4d5358"],
  email: ["triangle", "#4d5358"],
  device: ["rect", "#4d5358"],
};
const SIZES = [34, 22, 15];
const NARROW = 560;
const LONGEST = 24;

function shortened(words) {
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}

export function partsOf(things, lines) {
  const nodes = [...things.querySelectorAll("[data-ref]")].map(({ dataset }) => ({
    id: dataset.ref, name: dataset.name, words: dataset.words, kind: dataset.kind, step: Number(dataset.step), around: dataset.around,
  }));
  const edges = [...lines.querySelectorAll("[data-one]")].map((row) => ({
    source: row.dataset.one, target: row.dataset.other, why: [...row.querySelectorAll("li")].map((one) => one.textContent.trim()),
  }));
  return { nodes, edges };
}

export function optionsOf({ nodes, edges }, width) {
  const kinds = [...new Map(nodes.map((one) => [one.kind, one.words]))];
  const narrow = width < NARROW;
  return {
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    aria: { enabled: false },
    tooltip: { renderMode: "richText", confine: true },
    legend: { top: 0, left: 0, selectedMode: true, itemGap: 12, textStyle: { color: INK, fontSize: narrow ? 12 : 14 }, data: kinds.map(([, words]) => words) },
    series: [{
      type: "graph",
      layout: "force",
      top: 60,
      roam: "move",
      draggable: true,
      force: { repulsion: narrow ? 180 : 700, edgeLength: narrow ? [40, 90] : [80, 180], gravity: 0.1, layoutAnimation: false },
      categories: kinds.map(([kind, words]) => ({ name: words, symbol: LOOKS[kind]?.[0], itemStyle: { color: LOOKS[kind]?.[1] } })),
      data: nodes.map((one) => ({
        id: one.id, name: one.name, around: one.around, category: kinds.findIndex(([kind]) => kind === one.kind),
        symbol: LOOKS[one.kind]?.[0] ?? "circle", symbolSize: SIZES[Math.min(one.step, SIZES.length - 1)],
        label: { show: one.step < 2 || nodes.length <= 40, formatter: shortened(one.name) },
        tooltip: { formatter: `${one.name}\n${one.words}` },
      })),
      links: edges.map((one) => ({ source: one.source, target: one.target, tooltip: { formatter: one.why.join("\n") } })),
      label: { position: "bottom", color: INK, fontSize: narrow ? 11 : 13, textBorderColor: "#fff", textBorderWidth: 3 },
      labelLayout: { hideOverlap: true },
      lineStyle: { color: "#505a5f", width: 1.5, opacity: 0.8 },
      emphasis: { focus: "adjacency", lineStyle: { width: 3 } },
    }],
  };
}

async function draw(holder, things, lines) {
  const parts = partsOf(things, lines);
  if (parts.edges.length === 0) return;
  const echarts = await library();
  holder.hidden = false;
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", "What is linked with what, as a picture. The list beside it and the table below say the same.");
  const chart = echarts.init(holder, null, { renderer: "canvas" });
  chart.setOption(optionsOf(parts, holder.clientWidth));
  chart.on("click", ({ data }) => { if (data?.around) window.location.assign(data.around); });
  for (const item of things.querySelectorAll("[data-ref]")) {
    const at = parts.nodes.findIndex((one) => one.id === item.dataset.ref);
    const show = (type) => () => chart.dispatchAction({ type, seriesIndex: 0, dataIndex: at });
    for (const event of ["mouseenter", "focusin"]) item.addEventListener(event, show("highlight"));
    for (const event of ["mouseleave", "focusout"]) item.addEventListener(event, show("downplay"));
  }
  new ResizeObserver(() => chart.resize()).observe(holder);
}

export function startLinks(root) {
  const holder = root.querySelector("[data-links-picture]");
  const [things, lines] = [root.querySelector("[data-links-things]"), root.querySelector("[data-links-lines]")];
  if (holder && things && lines) draw(holder, things, lines).catch(() => { holder.hidden = true; });
}
