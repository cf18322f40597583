// A volunteer's receipt, checked by her own browser against the panels that everybody can read.
import { tellPlace } from "./draw.js";

const own = document.querySelector("[data-own]");
const receipt = JSON.parse(document.getElementById("recu-json").textContent);
const answer = await fetch(own.dataset.panels);
if (answer.ok) own.textContent = await tellPlace(receipt, await answer.text(), own.dataset);
