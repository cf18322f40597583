/* The public map: reports as the house's shapes, filters, and the list beside it kept in step with the frame.

   <div class="live" data-map="explore" data-lib data-css data-base data-reports="/carte/signalements.json">
     <div data-still>the map drawn on the server</div></div>
   <form data-map-filters method="get">…</form>   any fields; a change asks again and the address follows
   <p data-map-count role="status"></p>   <ol data-map-list>the same reports, from the server</ol>

   GET /carte/signalements.json?bbox=west,south,east,north (degrees)&…the form's fields answers a GeoJSON
   FeatureCollection of points with properties
     {key, state: "new"|"doing"|"done"|"no", late: bool, category: code, label: "Dépôt sauvage, place Voltaire", url}
   and "more": true when the frame holds others that were left out. */

import { moving } from "./base.js";
import { grouped, words } from "./words.js";

const LISTED = 60;
const holder = document.querySelector('[data-map="explore"]');
const filters = document.querySelector("[data-map-filters]");
const count = document.querySelector("[data-map-count]");
const list = document.querySelector("[data-map-list]");
const NOTHING = { type: "FeatureCollection", features: [] };

let shown = NOTHING;

const kind = ({ state, late }) => (late ? "late" : state);

function dress(map) {
  map.addSource("reports", { type: "geojson", data: shown });
  const layout = {
    "icon-image": ["concat", "state:", ["case", ["get", "late"], "late", ["get", "state"]]],
    "icon-allow-overlap": true,
    "icon-size": ["interpolate", ["linear"], ["zoom"], 12, 0.9, 16, 1.4],
    "symbol-sort-key": ["case", ["get", "late"], 1, 0],
  };
  map.addLayer({ id: "reports", type: "symbol", source: "reports", layout });
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const stateOf = (properties) => make("span", { className: `state state--${kind(properties)} tiny` }, words[kind(properties)]);

function say(answer) {
  if (!count) return;
  const total = answer.features.length;
  const text = answer.more ? words.more(grouped(total)) : words.count(total < 2 ? total : grouped(total));
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
  const query = new URLSearchParams(filters ? [...new FormData(filters)].filter(([, value]) => value) : []);
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

function popups(map, maplibregl) {
  let popup;
  const open = (feature) => {
    const { properties } = feature;
    popup?.remove();
    popup = new maplibregl.Popup({ offset: 12, maxWidth: "260px" })
      .setLngLat(feature.geometry.coordinates)
      .setDOMContent(make("div", { className: "live-popup" }, make("strong", {}, properties.label), stateOf(properties), make("a", { href: properties.url }, words.open)))
      .addTo(map);
  };
  map.on("click", "reports", (event) => open(event.features[0]));
  map.on("mouseenter", "reports", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "reports", () => { map.getCanvas().style.cursor = ""; });
  // Pointing at a line of the list shows where it is; the line itself remains a plain link.
  list?.addEventListener("mouseover", ({ target }) => {
    const feature = shown.features.find(({ properties }) => properties.key === target.closest("a")?.dataset.key);
    if (feature) open(feature);
  });
}

async function start() {
  const { map, maplibregl } = await moving(holder, dress);
  const update = updater(map);
  popups(map, maplibregl);
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
