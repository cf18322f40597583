/* The moving map's ground: the library brought in when it is needed, a style made of the town's own shapes.

   An element that asks for a map carries: data-lib, data-css (the library's files), data-base (`/carte/fond.json`:
   {"bounds": [west, south, east, north], "limits": the same for all that is drawn, "layers": {name: GeoJSON collection}}, see portal/mapdata.py). Inside it, what
   stands in [data-still] (the map drawn on the server) is hidden once the moving one is ready. Without JavaScript,
   without WebGL or when a file fails to come, that picture simply stays. */

import { colours, drawOnDemand } from "./images.js";
import { words } from "./words.js";

function fetched(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = resolve;
    element.onerror = () => reject(new Error(attributes.src ?? attributes.href));
    document.head.append(element);
  });
}

let library;

function loaded(holder) {
  library ??= Promise.all([
    fetched("link", { rel: "stylesheet", href: holder.dataset.css }),
    fetched("script", { src: holder.dataset.lib }),
  ]);
  return library;
}

function seen(element) {
  if (!("IntersectionObserver" in window)) return Promise.resolve();
  return new Promise((resolve) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      resolve();
    }, { rootMargin: "200px" });
    watch.observe(element);
  });
}

const grown = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops];

function named(id, source, kind, layout = {}, rest = {}) {
  return { id, type: "symbol", source, layout: { "icon-image": ["concat", `${kind}:`, ["get", "name"]], "icon-padding": 6, ...layout }, ...rest };
}

const ALONG = { "symbol-placement": "line", "symbol-spacing": 320, "icon-rotation-alignment": "map", "icon-keep-upright": true };

/** The style: the layers of the town, in the page's colours of the moment. */
export function style(base) {
  const c = colours();
  const line = (id, source, paint, rest = {}) => ({ id, type: "line", source, layout: { "line-cap": "round", "line-join": "round" }, paint, ...rest });
  const dashed = (id, source, paint) => ({ id, type: "line", source, paint });
  const fill = (id, source, paint) => ({ id, type: "fill", source, paint });
  const sources = Object.fromEntries(Object.entries(base.layers).map(([name, data]) => [name, { type: "geojson", data }]));
  return {
    version: 8,
    sources,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": c["map-out"] } },
      line("out", "out", { "line-color": c["map-line"], "line-width": 1.5 }),
      fill("land", "land", { "fill-color": c["map-land"] }),
      fill("green", "green", { "fill-color": c["map-green"] }),
      line("road-minor", "road", { "line-color": c["map-line"], "line-width": grown(12, 0.6, 17, 9) }, { filter: ["!", ["get", "main"]], minzoom: 13.2 }),
      line("road-main", "road", { "line-color": c["map-line"], "line-width": grown(12, 1.8, 17, 14) }, { filter: ["get", "main"] }),
      fill("water", "water", { "fill-color": c["map-water"] }),
      line("limit", "land", { "line-color": c.ink, "line-width": 1.6 }),
      dashed("rail", "rail", { "line-color": c.edge, "line-width": 1.2, "line-dasharray": [6, 4], "line-opacity": 0.8 }),
      fill("project-fill", "project", { "fill-color": c.seine, "fill-opacity": 0.07 }),
      dashed("project", "project", { "line-color": c.seine, "line-width": 1.3, "line-dasharray": [1.5, 2.3] }),
      named("out-name", "neighbour", "out", {}, { minzoom: 12.5 }), // a phone shows too little around the town
      named("river-name", "river", "river", ALONG),
      named("road-main-name", "road", "road", ALONG, { filter: ["get", "main"], minzoom: 13.8 }),
      named("road-minor-name", "road", "road", ALONG, { filter: ["!", ["get", "main"]], minzoom: 15.2 }),
      named("place-name", "place", "place", { "icon-anchor": "left", "icon-offset": [6, 0] }, { minzoom: 14.6 }),
      { id: "place", type: "circle", source: "place", minzoom: 14.6, paint: { "circle-radius": 2.4, "circle-color": c.ink } },
    ],
  };
}

/** Colours change with the reader's scheme: the style is made again, `again` puts back what was added to it. */
function follow(map, base, again) {
  const redraw = () => {
    map.setStyle(style(base), { diff: false });
    map.once("styledata", again);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** Makes the map of an element, when it comes into view. `dress(map)` adds layers, now and after each change of colours.
    Resolves to {map, maplibregl, base}; rejects, leaving the drawn map in place, when it cannot be. */
export async function moving(holder, dress = () => {}, options = {}) {
  await seen(holder);
  const [base] = await Promise.all([fetch(holder.dataset.base).then((answer) => answer.json()), loaded(holder)]);
  const { maplibregl } = globalThis;
  const canvasHolder = document.createElement("div");
  canvasHolder.className = "live-map";
  holder.append(canvasHolder);
  const room = Math.round(holder.clientWidth / 10); // around the town, as on the drawn map
  const fit = { padding: { left: room, right: room, top: room / 2, bottom: room / 2 }, animate: false };
  let map;
  try {
    map = new maplibregl.Map({
      container: canvasHolder,
      style: style(base),
      bounds: base.bounds,
      fitBoundsOptions: fit,
      maxBounds: base.limits, // beyond, nothing is drawn
      minZoom: 10.5,
      maxZoom: 18,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
      locale: { "Map.Title": words.map, "NavigationControl.ZoomIn": words.closer, "NavigationControl.ZoomOut": words.farther, "Popup.Close": words.close, "Marker.Title": words.marker },
      ...options,
    });
  } catch (error) {
    canvasHolder.remove(); // no WebGL here
    throw error;
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  drawOnDemand(map);
  await new Promise((resolve) => map.once("load", resolve));
  dress(map);
  follow(map, base, () => dress(map));
  holder.querySelectorAll("[data-still]").forEach((still) => { still.hidden = true; });
  holder.classList.add("live--on");
  map.resize().fitBounds(base.bounds, fit); // the moving map may be taller than the drawn one
  return { map, maplibregl, base };
}
