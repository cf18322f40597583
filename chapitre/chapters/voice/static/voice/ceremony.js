// One step of the draw at a time, by keyboard, the seed's calculation done before everybody's eyes.
import { panelNumber, tidy } from "./draw.js";

const stage = document.querySelector("[data-ceremony]");
const slides = [...stage.querySelectorAll(".slide")];
const part = (name) => stage.querySelector(`[data-${name}]`);
const { body, result } = JSON.parse(document.getElementById("tirage").textContent);
const { panels } = JSON.parse(body);
let place = 0;

function show(next) {
  place = Math.max(0, Math.min(slides.length - 1, next));
  slides.forEach((one, number) => one.toggleAttribute("hidden", number !== place));
  part("place").textContent = `${place + 1} / ${slides.length}`;
  part("back").disabled = place === 0;
  part("next").disabled = place === slides.length - 1;
}

const listed = (numbers) => numbers.map((number) => Object.assign(document.createElement("li"), { textContent: number }));

async function draw(seed) {
  if (!tidy(seed)) return;
  const { number, hash } = await panelNumber(result.panels_hash, seed, panels.length);
  const members = panels[number - 1];
  part("hash").textContent = hash;
  part("panel").textContent = number;
  part("members").replaceChildren(...listed(members));
}

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, button, a") || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  show(place + step);
});
part("back").addEventListener("click", () => show(place - 1));
part("next").addEventListener("click", () => show(place + 1));
for (const name of ["nav", "told", "try"]) part(name)?.removeAttribute("hidden");
document.getElementById("graine")?.addEventListener("input", (event) => draw(event.target.value));
stage.classList.add("ceremony--on");
show(0);
if (result.seed !== null) draw(result.seed);
