// The draw done again from the published files, and a volunteer's own place found by her receipt.
import { checks, tellPlace } from "./draw.js";

const list = document.querySelector("[data-checks]");
const verdict = document.querySelector("[data-verdict]");
const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
};
const [body, told] = await Promise.all([load(list.dataset.panels), load(list.dataset.result)]);
const result = JSON.parse(told);
const found = await checks(body, result);
for (const [name, good] of Object.entries(found)) {
  const line = list.querySelector(`[data-check="${name}"]`);
  line.classList.add(good ? "good" : "bad");
  line.hidden = false;
}
const all = Object.values(found).every(Boolean);
verdict.textContent = all ? verdict.dataset[result.seed === null ? "waiting" : "good"] : verdict.dataset.bad;

const own = document.querySelector("[data-own]");
document.querySelector("[data-mine]").hidden = false;
document.getElementById("recu").addEventListener("change", async (event) => {
  const text = await event.target.files[0]?.text();
  if (text === undefined) return;
  let receipt = {};
  try {
    receipt = JSON.parse(text) ?? {};
  } catch {
    // Not JSON: not a receipt either, and said to be none.
  }
  own.textContent = await tellPlace(receipt, body, own.dataset);
});
