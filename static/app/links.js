// Draws what is linked as a picture, out of the list and the table of the page: what cannot be drawn is read there.
// Every thing has a row of its own, so that no name lies over another and none is cut off: wide, the middle stands
// between what is around it; narrow, as a tree that goes down the page.
import { library } from "./charts.js";

const INK = "#0b0c0c";
const LOOKS = {
  case: ["rect", "#17436f"],
  concern: ["roundRect", "#6f4a8e"],
  person: ["circle", "#00703c"],
  scheme: ["diamond", "#8a2432"],
  handle: ["pin", "#b0570c"],
  phone: ["triangle", "#4d5358"],
  email: ["path://M0,0 L10,0 L5,10 Z", "#4d5358"],
  device: ["emptyRect", "#4d5358"],
};
const NARROW = 640;
const ROW = 34;
const EDGE = 30;
const FONT = "system-ui, sans-serif";

export function partsOf(things, lines) {
  const nodes = [...things.querySelectorAll("[data-ref]")].map(({ dataset }) => ({
    id: dataset.ref, name: dataset.name, beside: dataset.beside, words: dataset.words, kind: dataset.kind, step: Number(dataset.step), around: dataset.around,
  }));
  const edges = [...lines.querySelectorAll("[data-one]")].map((row) => ({
    source: row.dataset.one, target: row.dataset.other, why: [...row.querySelectorAll("li")].map((one) => one.textContent.trim()),
  }));
  return { nodes, edges };
}

// Each thing under the first one nearer to the middle that it is joined to; only the tree decides where things stand.
export function treeOf({ nodes, edges }) {
  const known = new Map(nodes.map((one) => [one.id, { ...one, under: [] }]));
  const root = known.get(nodes[0].id);
  for (const one of nodes.slice(1)) {
    const joined = edges.filter(({ source, target }) => source === one.id || target === one.id)
      .map(({ source, target }) => known.get(source === one.id ? target : source));
    const nearer = joined.find((other) => other && other.step === one.step - 1);
    (nearer ?? root).under.push(known.get(one.id));
  }
  return root;
}

const rowsOf = (one) => Math.max(1, one.under.reduce((sum, each) => sum + rowsOf(each), 0));

function downOne(places, one, level, firstRow, x) {
  let row = firstRow;
  for (const each of one.under) {
    downOne(places, each, level + 1, row, x);
    row += rowsOf(each);
  }
  places.set(one.id, { x: x(level), y: firstRow + (rowsOf(one) - 1) / 2, level });
}

// The middle in the middle, what is around it to its left and right, as many rows on each side as on the other.
function asWings(root, width) {
  const sides = [{ rows: 0, under: [] }, { rows: 0, under: [] }];
  for (const one of root.under) {
    const side = sides[0].rows <= sides[1].rows ? sides[0] : sides[1];
    side.under.push(one);
    side.rows += rowsOf(one);
  }
  const rows = Math.max(sides[0].rows, sides[1].rows, 3);
  const levels = Math.max(...[...new Set(root.under.flatMap((one) => depthsOf(one, 1)))], 1);
  const step = (width / 2 - EDGE) / (levels + 0.15);
  const places = new Map([[root.id, { x: width / 2, y: (rows - 1) / 2, level: 0, side: 0 }]]);
  sides.forEach((side, at) => {
    const sign = at === 0 ? 1 : -1;
    const mine = new Map();
    let row = (rows - side.rows) / 2;
    for (const one of side.under) {
      downOne(mine, one, 1, row, (level) => width / 2 + sign * (level - 0.45) * step);
      row += rowsOf(one);
    }
    for (const [id, place] of mine) places.set(id, { ...place, side: sign });
  });
  return { places, rows, room: () => step - 26 };
}

const depthsOf = (one, level) => [level, ...one.under.flatMap((each) => depthsOf(each, level + 1))];

function asTree(root, width) {
  const places = new Map();
  let row = 0;
  const walk = (one, level) => {
    places.set(one.id, { x: 18 + level * 26, y: row, level, side: 1 });
    row += 1;
    for (const each of one.under) walk(each, level + 1);
  };
  walk(root, 0);
  return { places, rows: row, room: ({ x }) => width - x - 26 };
}

function shortened(pen, words, room) {
  if (pen.measureText(words).width <= room) return words;
  let length = words.length;
  while (length > 1 && pen.measureText(`${words.slice(0, length)}…`).width > room) length -= 1;
  return `${words.slice(0, length)}…`;
}

export function optionsOf(parts, width) {
  const narrow = width < NARROW;
  const root = treeOf(parts);
  const { places, rows, room } = narrow ? asTree(root, width) : asWings(root, width);
  const size = narrow ? 13 : 14;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${size}px ${FONT}`;
  const beneath = (place) => !narrow && place.side === 0;
  const option = {
    animation: false,
    textStyle: { fontFamily: FONT },
    aria: { enabled: false },
    tooltip: { renderMode: "richText", confine: true },
    series: [{
      type: "graph",
      layout: "none",
      left: 0, right: 0, top: 0, bottom: 0,
      // As it stands: the same units as the box, so that nothing is stretched.
      coordinateSystem: null,
      roam: false,
      data: parts.nodes.map((one) => {
        const place = places.get(one.id);
        const position = beneath(place) ? "bottom" : place.side < 0 ? "left" : "right";
        return {
          id: one.id, name: one.id, x: place.x, y: EDGE + place.y * ROW, around: one.around,
          symbol: LOOKS[one.kind]?.[0] ?? "circle", symbolSize: one.step === 0 ? 22 : 15,
          itemStyle: { color: LOOKS[one.kind]?.[1], borderColor: LOOKS[one.kind]?.[1] },
          label: { show: true, position, formatter: shortened(pen, one.name, beneath(place) ? width / 3 : room(place)), fontWeight: one.step === 0 ? "bold" : "normal" },
          tooltip: { formatter: [one.name, one.beside, one.words].filter(Boolean).join("\n") },
        };
      }),
      links: parts.edges.map((one) => {
        const [from, to] = [places.get(one.source), places.get(one.target)];
        return {
          source: one.source, target: one.target, tooltip: { formatter: one.why.join("\n") },
          lineStyle: { curveness: from.x === to.x ? 0.4 : 0 },
        };
      }),
      label: { color: INK, fontSize: size, textBorderColor: "#fff", textBorderWidth: 4 },
      lineStyle: { color: "#7d868c", width: 1.25, opacity: 1 },
      emphasis: { focus: "adjacency", lineStyle: { width: 3, color: INK } },
    }],
  };
  return { option, height: 2 * EDGE + (rows - 1) * ROW };
}

// The box of a graph is that of its things: two unseen ones in the corners keep it the box of the picture.
function withCorners(option, width, height) {
  const unseen = (id, x, y) => ({ id, name: id, x, y, symbolSize: 0, silent: true, label: { show: false }, tooltip: { show: false } });
  option.series[0].data.push(unseen("corner-one", 0, 0), unseen("corner-other", width, height));
  return option;
}

async function draw(holder, things, lines) {
  const parts = partsOf(things, lines);
  if (parts.edges.length === 0) return;
  const echarts = await library();
  holder.hidden = false;
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", "What is linked with what, as a picture. The list and the table below say the same.");
  let chart;
  let drawn = 0;
  const paint = () => {
    const width = holder.clientWidth;
    if (width === drawn || width === 0) return;
    drawn = width;
    const { option, height } = optionsOf(parts, width);
    holder.style.height = `${height}px`;
    chart ??= echarts.init(holder, null, { renderer: "canvas" });
    chart.resize({ width, height });
    chart.setOption(withCorners(option, width, height), true);
  };
  paint();
  chart.on("click", ({ data }) => { if (data?.around) window.location.assign(data.around); });
  for (const item of things.querySelectorAll("[data-ref]")) {
    const at = parts.nodes.findIndex((one) => one.id === item.dataset.ref);
    const show = (type) => () => chart.dispatchAction({ type, seriesIndex: 0, dataIndex: at });
    for (const event of ["mouseenter", "focusin"]) item.addEventListener(event, show("highlight"));
    for (const event of ["mouseleave", "focusout"]) item.addEventListener(event, show("downplay"));
  }
  new ResizeObserver(paint).observe(holder);
}

export function startLinks(root) {
  const holder = root.querySelector("[data-links-picture]");
  const [things, lines] = [root.querySelector("[data-links-things]"), root.querySelector("[data-links-lines]")];
  if (holder && things && lines) draw(holder, things, lines).catch(() => { holder.hidden = true; });
}
