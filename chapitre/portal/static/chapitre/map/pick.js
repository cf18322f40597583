/* Where is it? The plan of the report form: click or drag the marker, or use one's position.

   <div class="live" data-map="pick" data-lib data-css data-base data-place="/signaler/lieu.json">
     <div data-still>the plan drawn on the server</div></div>
   <button type="button" data-map-here hidden>Utiliser ma position</button>
   <p data-map-place role="status"></p>
   <input type="hidden" name="lon"> <input type="hidden" name="lat">   whole microdegrees, empty until chosen; degrees
   where the inputs have data-degrees
   An input marked data-map-text (street or place) is filled with the name of the place chosen.

   GET /signaler/lieu.json?lon=2387860&lat=48813350 (whole microdegrees) answers 200 {lon, lat, name, district}: the
   point as it will be published, the place's name, its district's label; or 404 outside the town. */

import { moving } from "./base.js";
import { words } from "./words.js";

const STEP = 0.00009; // degrees, some 10 m: one press of an arrow key
const holder = document.querySelector('[data-map="pick"]');
const here = document.querySelector("[data-map-here]");
const told = document.querySelector("[data-map-place]");
const text = document.querySelector("[data-map-text]");
const [lon, lat] = ["lon", "lat"].map((name) => document.querySelector(`input[name="${name}"]`));

const degreed = lon?.dataset.degrees !== undefined;
const micro = (degrees) => String(Math.round(degrees * 1e6));
const written = (degrees) => (degreed ? (Math.round(degrees * 1e6) / 1e6).toFixed(6) : micro(degrees));
const read = (text) => Number(text.replace(",", ".")) / (degreed ? 1 : 1e6);

function tell(sentence) {
  if (told) told.textContent = sentence;
}

function drawing() {
  const svg = "http://www.w3.org/2000/svg";
  const make = (tag, attributes) => {
    const element = document.createElementNS(svg, tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };
  const picture = make("svg", { viewBox: "-20 -51 40 53", width: "40", height: "53", "aria-hidden": "true" });
  picture.append(
    make("path", { class: "mark", d: "M0 0C-12-15-18-22-18-31a18 18 0 0 1 36 0C18-22 12-15 0 0Z" }),
    make("circle", { class: "mark-eye", cy: "-31", r: "5.5" }),
  );
  const element = document.createElement("div");
  element.className = "live-marker";
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", words.marker);
  element.append(picture);
  return element;
}

let asking;

/** Writes the point in the form at once, then its name when the server has said it. */
async function choose(point) {
  lon.value = written(point.lng);
  lat.value = written(point.lat);
  asking?.abort();
  asking = new AbortController();
  try {
    const query = new URLSearchParams({ lon: micro(point.lng), lat: micro(point.lat) });
    const answer = await fetch(`${holder.dataset.place}?${query}`, { signal: asking.signal, headers: { Accept: "application/json" } });
    if (answer.status === 404) {
      lon.value = lat.value = "";
      return tell(words.outside);
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const place = await answer.json();
    if (text) text.value = place.name;
    tell(words.chosen(place.name, place.district));
    holder.dispatchEvent(new CustomEvent("place:chosen", { bubbles: true, detail: place }));
  } catch (error) {
    if (error.name !== "AbortError") tell(words.unknown);
  }
  return undefined;
}

function keyboard(marker, moved) {
  const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  let waiting;
  marker.getElement().addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation(); // the map would pan
    const { lng, lat: up } = marker.getLngLat();
    marker.setLngLat([lng + step[0], up + step[1]]);
    clearTimeout(waiting);
    waiting = setTimeout(moved, 300);
  });
}

function position(place) {
  if (!here || !navigator.geolocation) return;
  here.hidden = false;
  here.addEventListener("click", () => {
    tell(words.searching);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => place({ lng: coords.longitude, lat: coords.latitude }, 16.5),
      () => tell(words.refused),
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}

async function start() {
  const { map, maplibregl, base } = await moving(holder);
  const [west, south, east, north] = base.bounds;
  const marker = new maplibregl.Marker({ element: drawing(), anchor: "bottom", draggable: true });
  const show = (point, zoom) => {
    marker.setLngLat(point).addTo(map);
    map.easeTo({ center: point, zoom: zoom ?? Math.max(map.getZoom(), 15.5) });
  };
  const place = (point, zoom) => {
    // Far from the town the map could not follow: the server will say so.
    if (point.lng > west && point.lng < east && point.lat > south && point.lat < north) show(point, zoom);
    choose(point);
  };
  marker.on("dragend", () => choose(marker.getLngLat()));
  keyboard(marker, () => choose(marker.getLngLat()));
  map.on("click", ({ lngLat }) => place(lngLat));
  position(place);
  if (lon.value && lat.value) show({ lng: read(lon.value), lat: read(lat.value) });
}

if (holder && lon && lat) start().catch(() => {}); // the plan stays a picture, the address field does all
