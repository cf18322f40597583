// A poll recounted with WebCrypto alone: the same bytes as polling/tally.py, receipts.py and the ledger's notes.py.
const text = new TextEncoder();
const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const same = (one, other) => hex(one) === hex(other);
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export class Wrong extends Error {}

function unbase64(told) {
  let found;
  try {
    found = Uint8Array.from(atob(told), (one) => one.charCodeAt(0));
  } catch {
    throw new Wrong("base64");
  }
  if (btoa(String.fromCharCode(...found)) !== told) throw new Wrong("base64");
  return found;
}

// The town's public keys, one a line: name+id+base64(1 || key).
export async function readKeys(file) {
  if (!file.endsWith("\n")) throw new Wrong("key");
  return Promise.all(file.slice(0, -1).split("\n").map(async (line) => {
    const [name, id, ...rest] = line.split("+");
    const material = unbase64(rest.join("+"));
    if (material.length !== 33 || material[0] !== 1) throw new Wrong("key");
    const own = (await sha256(joined(text.encode(`${name}\n`), material))).slice(0, 4);
    if (hex(own) !== id) throw new Wrong("key");
    return { name, id: own, bytes: material.slice(1) };
  }));
}

// The text of a note that one of these keys signed; null where this browser knows no Ed25519.
export async function openNote(note, keys) {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) throw new Wrong("note");
  const signed = note.slice(0, cut + 1);
  let good = false;
  for (const line of note.slice(cut + 2, -1).split("\n")) {
    const [dash, name, encoded, ...more] = line.split(" ");
    if (dash !== "—" || encoded === undefined || more.length) throw new Wrong("note");
    const data = unbase64(encoded);
    const key = keys.find((one) => one.name === name && same(one.id, data.slice(0, 4)));
    if (!key) continue;
    const known = await crypto.subtle.importKey("raw", key.bytes, "Ed25519", false, ["verify"]).catch(() => null);
    if (known === null) return { signed, checked: false };
    if (!(await crypto.subtle.verify("Ed25519", known, data.slice(4), text.encode(signed)))) throw new Wrong("signature");
    good = true;
  }
  if (!good) throw new Wrong("signature");
  return { signed, checked: true };
}

const hashed = (kind, ...parts) => sha256(joined([kind], ...parts));
export const leaf = (poll, [tracker, choice]) => hashed(0, text.encode(`chapitre.ballot/v1\n${poll}\n${tracker}\n${choice}\n`));

async function root(leaves) {
  if (!leaves.length) return sha256(new Uint8Array());
  let level = leaves;
  while (level.length > 1) {
    const above = [];
    for (let place = 0; place + 1 < level.length; place += 2) above.push(hashed(1, level[place], level[place + 1]));
    level = [...(await Promise.all(above)), ...(level.length % 2 ? [level.at(-1)] : [])];
  }
  return level[0];
}

// The answers of a choice, written in the one way that counts.
function answers(choice) {
  const found = choice.split("+");
  const right = found.every((one, place) => /^[1-9][0-9]{0,2}$/.test(one) && (!place || Number(found[place - 1]) < Number(one)));
  if (!right) throw new Wrong("ballots");
  return found.map(Number);
}

// The published list: [tracker, choice] each, the trackers in their order.
export function readBallots(file) {
  const lines = file.split("\n");
  if (lines.shift() !== "tracker,choice" || lines.pop() !== "") throw new Wrong("ballots");
  return lines.map((line, place) => {
    const found = line.split(",");
    if (found.length !== 2 || !/^[0-9a-hjkmnp-tv-z]{26}$/.test(found[0])) throw new Wrong("ballots");
    if (place && lines[place - 1].slice(0, 26) >= found[0]) throw new Wrong("ballots");
    answers(found[1]);
    return found;
  });
}

// The statement against the ballots: what it says, and whether its signature could be checked here.
export async function recount(files) {
  const { signed, checked } = await openNote(files.statement, await readKeys(files.key));
  const [origin, size, told, ...lines] = signed.split("\n").slice(0, -1);
  const ballots = readBallots(files.ballots);
  const leaves = await Promise.all(ballots.map((one) => leaf(origin, one)));
  if (String(ballots.length) !== size || !same(await root(leaves), unbase64(told))) throw new Wrong("root");
  const roll = /^roll (\d+) [0-9a-f]{64}$/.exec(lines.shift() ?? "");
  if (lines[0]?.startsWith("replaced ")) lines.shift();
  const most = lines[0]?.startsWith("most ") ? Number(lines.shift().slice(5)) : 1;
  const counts = lines.map(() => 0);
  for (const [, choice] of ballots) {
    const chosen = answers(choice);
    if (chosen.length > most || chosen.some((one) => one > counts.length)) throw new Wrong("counts");
    for (const one of chosen) counts[one - 1] += 1;
  }
  if (!lines.every((line, place) => line.startsWith(`answer ${place + 1} ${counts[place]} `))) throw new Wrong("counts");
  if (!roll || ballots.length > Number(roll[1])) throw new Wrong("counts");
  return { origin, ballots, checked };
}

// The ballot of a receipt that the town signed for this poll.
export async function openReceipt(file, poll, keyFile) {
  const found = /^tracker ([0-9a-hjkmnp-tv-z]{26})\nchoice ([0-9+]+)\n\n([^]+)$/.exec(file);
  if (!found) throw new Wrong("receipt");
  const ballot = [found[1], found[2]];
  const { signed, checked } = await openNote(found[3], await readKeys(keyFile));
  const own = btoa(String.fromCharCode(...(await leaf(poll, ballot))));
  if (signed !== `chapitre.ballot-receipt/v1\n${poll}\n${own}\n`) throw new Wrong("receipt");
  return { ballot, answers: answers(ballot[1]), checked };
}
