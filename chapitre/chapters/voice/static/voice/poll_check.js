// The poll recounted from its published files, and a receipt held against them; neither leaves this device.
import { openReceipt, recount } from "./ballots.js";

const page = document.querySelector("[data-poll]");
const verdict = document.querySelector("[data-verdict]");
const own = document.querySelector("[data-own]");
const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
};
const say = (where, word, good) => {
  where.textContent = where.dataset[word];
  where.classList.toggle("good", good);
  where.classList.toggle("bad", !good);
};

const key = await load(page.dataset.key);
let ballots = null;
if (page.dataset.ballots) {
  try {
    const [list, statement] = await Promise.all([load(page.dataset.ballots), load(page.dataset.statement)]);
    const found = await recount({ ballots: list, statement, key });
    if (found.origin !== page.dataset.poll) throw new Error("another poll");
    ballots = found.ballots;
    say(verdict, found.checked ? "good" : "unsigned", true);
  } catch {
    say(verdict, "bad", false);
  }
}

async function check(text) {
  own.hidden = false;
  let found;
  try {
    found = await openReceipt(text.replace(/\r\n/g, "\n").trim() + "\n", page.dataset.poll, key);
  } catch {
    say(own, "forged", false);
    return;
  }
  const there = ballots?.some(([tracker, choice]) => tracker === found.ballot[0] && choice === found.ballot[1]);
  say(own, ballots === null ? "waiting" : there ? "in" : "out", ballots === null || there);
  const said = found.answers.map((one) => JSON.parse(page.dataset.answers)[one - 1] ?? "?").join(" ; ");
  own.textContent = own.textContent.replace("%answer%", said);
  if (!found.checked) own.textContent += ` ${own.dataset.unsigned}`;
}

const pasted = document.getElementById("recu-texte");
document.querySelector("[data-mine]").hidden = false;
document.getElementById("recu").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) check(await file.text());
});
document.querySelector("[data-check]").addEventListener("click", () => check(pasted.value));
