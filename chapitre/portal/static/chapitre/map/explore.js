/* A map of records as the house's shapes: points, lines and areas; filters, and the list beside it kept in step.

   <div class="live" data-map="explore" data-lib data-css data-base data-reports="/carte/signalements.json">
     <div data-still>the map drawn on the server</div></div>
   <form data-map-filters method="get">…</form>   any fields; a change asks again and the address follows
   <p data-map-count role="status"></p>   <ol data-map-list>the same reports, from the server</ol>
   A page that sorts and turns its list itself has data-map-lines on it instead, and no data-map-filters: its own address
   narrows the map. data-one and data-many on the map say what is counted; else, reports.

   GET /carte/signalements.json?bbox=west,south,east,north (degrees)&…the form's fields answers a GeoJSON
   FeatureCollection with properties
     {key, state: "new"|"doing"|"done"|"no"|"plain", late: bool, label: "Dépôt sauvage, place Voltaire", url}
   and, where the state has words of its own, `said`;
   and "more": true when the frame holds others that were left out.

   With data-tiles ("/tuiles/…/{z}/{x}/{y}.mvt", layer "records", the same properties) there are too many records to
   send: the map draws tiles, nothing is asked for the frame, and the count and the list stay as the server wrote them. */

import { moving } from "./base.js";
import { colours } from "./images.js";
import { grouped, words } from "./words.js";

const LISTED = 60;
const holder = document.querySelector('[data-map="explore"]');
const filters = document.querySelector("[data-map-filters]");
const count = document.querySelector("[data-map-count]");
const list = document.querySelector("[data-map-list]");
const lines = list ?? document.querySelector("[data-map-lines]");
const { one, many, tiles } = holder?.dataset ?? {};
const NOTHING = { type: "FeatureCollection", features: [] };

let shown = NOTHING;

const kind = ({ state, late }) => (late ? "late" : state);

const SHAPES = ["shapes", "edges"]; // the layers of areas and of lines, under the points
const [POINT, LINE, AREA] = ["Point", "LineString", "Polygon"].map((name) => [name, `Multi${name}`]);
const are = (kinds) => ["in", ["geometry-type"], ["literal", kinds]];

function dress(map) {
  map.addSource("reports", tiles ? { type: "vector", tiles: [location.origin + tiles + location.search], maxzoom: 16 } : { type: "geojson", data: shown });
  const source = tiles ? { source: "reports", "source-layer": "records" } : { source: "reports" };
  const c = colours();
  const colour = ["match", ["get", "state"], "new", c["sun-ink"], "done", c.leaf, "no", c["ink-2"], c.seine];
  map.addLayer({ id: "shapes", type: "fill", ...source, filter: are(AREA), paint: { "fill-color": colour, "fill-opacity": 0.16 } });
  const edges = { "line-color": colour, "line-width": ["case", are(LINE), 3.5, 1.8] };
  map.addLayer({ id: "edges", type: "line", ...source, filter: are([...LINE, ...AREA]), layout: { "line-join": "round", "line-cap": "round" }, paint: edges });
  const layout = {
    "icon-image": ["concat", "state:", ["case", ["get", "late"], "late", ["get", "state"]]],
    "icon-allow-overlap": true,
    "icon-size": ["interpolate", ["linear"], ["zoom"], 12, tiles ? 0.5 : 0.9, 16, 1.4],
    "symbol-sort-key": ["case", ["get", "late"], 1, 0],
  };
  map.addLayer({ id: "reports", type: "symbol", ...source, filter: are(POINT), layout });
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function stateOf(properties) {
  const text = properties.said ?? words[kind(properties)];
  return text ? make("span", { className: `state state--${kind(properties)} tiny` }, text) : "";
}

function say(answer) {
  if (!count) return;
  const total = answer.features.length;
  const text = answer.more ? words.more(grouped(total), many) : words.count(total < 2 ? total : grouped(total), one, many);
  count.textContent = total > LISTED && list ? `${text}. ${words.listed(LISTED)}.` : text;
}

function enumerate(answer) {
  list?.replaceChildren(...answer.features.slice(0, LISTED).map(({ properties }) => {
    const link = make("a", { href: properties.url }, properties.label);
    link.dataset.key = properties.key;
    return make("li", {}, link, " ", stateOf(properties));
  }));
}

function asked(map) {
  const box = map.getBounds();
  const edges = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((edge) => edge.toFixed(6));
  const fields = filters ? [...new FormData(filters)] : [...new URLSearchParams(location.search)];
  const query = new URLSearchParams(fields.filter(([, value]) => value));
  return { query, address: `${holder.dataset.reports}?${new URLSearchParams([["bbox", edges.join(",")], ...query])}` };
}

function updater(map) {
  let running;
  return async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(asked(map).address, { signal: running.signal, headers: { Accept: "application/geo+json, application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      shown = await answer.json();
    } catch (error) {
      if (error.name !== "AbortError" && count) count.textContent = words.unreachable;
      return;
    }
    map.getSource("reports")?.setData(shown);
    say(shown);
    enumerate(shown);
  };
}

/** Somewhere on a geometry: its point, or the middle position of its first line or ring. */
function middle({ coordinates }) {
  let path = coordinates;
  while (Array.isArray(path[0]) && Array.isArray(path[0][0])) [path] = path;
  return Array.isArray(path[0]) ? path[Math.floor(path.length / 2)] : path;
}

function popups(map, maplibregl) {
  let popup;
  const open = (feature, where) => {
    const { properties } = feature;
    popup?.remove();
    popup = new maplibregl.Popup({ offset: 12, maxWidth: "260px" })
      .setLngLat(where ?? middle(feature.geometry))
      .setDOMContent(make("div", { className: "live-popup" }, make("strong", {}, properties.label), stateOf(properties), make("a", { href: properties.url }, words.open)))
      .addTo(map);
  };
  map.on("click", "reports", (event) => open(event.features[0]));
  SHAPES.forEach((layer) => map.on("click", layer, (event) => {
    if (!map.queryRenderedFeatures(event.point, { layers: ["reports"] }).length) open(event.features[0], event.lngLat);
  }));
  ["reports", ...SHAPES].forEach((layer) => {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  });
  // Pointing at a line of the list shows where it is; the line itself remains a plain link.
  lines?.addEventListener("mouseover", ({ target }) => {
    const feature = shown.features.find(({ properties }) => properties.key === target.closest("a")?.dataset.key);
    if (feature) open(feature);
  });
}

async function start() {
  const { map, maplibregl } = await moving(holder, dress);
  popups(map, maplibregl);
  if (tiles) {
    count?.remove(); // what the drawn map showed: tiles show them all
    return;
  }
  const update = updater(map);
  let waiting;
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 200);
  });
  filters?.addEventListener("change", () => {
    const { query } = asked(map);
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    update();
  });
  filters?.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  await update();
}

if (holder) start().catch(() => {}); // the drawn map stays
