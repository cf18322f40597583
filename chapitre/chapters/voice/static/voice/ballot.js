// A receipt held against the published ballots, in the voter's own browser: the file does not leave it.
import { sha256 } from "./draw.js";

const own = document.querySelector("[data-own]");
const text = new TextEncoder();
const bytes = (told) => Uint8Array.from(atob(told), (one) => one.charCodeAt(0));
const told = (bytes) => btoa(String.fromCharCode(...bytes));
const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
};

// Whether one of the note's signatures is the town's: `— name base64(key hash, signature)` under an empty line.
async function signed(note, key) {
  const [, name, hash, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)\n$/.exec(key);
  const cut = note.lastIndexOf("\n\n") + 1;
  const line = note.slice(cut).split("\n").find((one) => one.startsWith(`— ${name} `));
  const given = bytes(line?.split(" ")[2] ?? "");
  if (Array.from(given.slice(0, 4), (one) => one.toString(16).padStart(2, "0")).join("") !== hash) return false;
  const known = await crypto.subtle.importKey("raw", bytes(material).slice(1), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", known, given.slice(4), text.encode(note.slice(0, cut)));
}

// The ballot of a receipt that the town signed for this very poll; null for any other file.
async function opened(receipt, poll, key) {
  const [, tracker, choice, note] = /^tracker (\S+)\nchoice (\d+)\n\n(.+)$/s.exec(receipt) ?? [];
  if (!note) return null;
  const leaf = await sha256(text.encode(`\0chapitre.ballot/v1\n${poll}\n${tracker}\n${choice}\n`));
  const whole = note.startsWith(`chapitre.ballot-receipt/v1\n${poll}\n${told(leaf)}\n\n`);
  return whole && (await signed(note, key)) ? { tracker, choice } : null;
}

async function verdict(receipt) {
  const [ballots, statement, key] = await Promise.all([own.dataset.ballots, own.dataset.statement, own.dataset.key].map(load));
  const found = await opened(receipt, statement.split("\n")[0], key);
  if (found === null) return own.dataset.forged;
  const counted = ballots.split("\n").includes(`${found.tracker},${found.choice}`);
  return counted ? own.dataset.in.replace("%answer%", JSON.parse(own.dataset.answers)[found.choice - 1]) : own.dataset.out;
}

document.querySelector("[data-mine]").hidden = false;
document.getElementById("recu").addEventListener("change", async (event) => {
  const receipt = await event.target.files[0]?.text();
  if (receipt === undefined) return;
  try {
    own.textContent = await verdict(receipt);
  } catch (trouble) {
    // Signatures of this kind are newer than some browsers: the program does the same.
    own.textContent = own.dataset.unable;
  }
});
