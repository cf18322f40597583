// The draw, done again with WebCrypto alone: the same hashes as methods/draw.py, whose format they name.
const FORMAT = "chapitre/draw@2";
const text = new TextEncoder();

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", typeof bytes === "string" ? text.encode(bytes) : bytes));
}

export const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const unhex = (told) => Uint8Array.from(told.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
// As Python splits: a seed's blanks may be of any kind, the narrow ones of French numbers among them.
// The blanks are Python's: U+FEFF, a blank for JavaScript, is none.
export const tidy = (seed) => seed.split(/(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+/u).filter(Boolean).join(" ");

export async function poolRoot(pool) {
  let level = await Promise.all(pool.map((one) => sha256(joined([0], unhex(one)))));
  while (level.length > 1) {
    const above = [];
    for (let place = 0; place + 1 < level.length; place += 2) above.push(sha256(joined([1], level[place], level[place + 1])));
    const odd = level.length % 2 ? [level.at(-1)] : [];
    level = [...(await Promise.all(above)), ...odd];
  }
  return level.length ? hex(level[0]) : "";
}

export async function panelNumber(panelsHash, seed, count) {
  const span = 2n ** 64n, limit = span - (span % BigInt(count));
  for (let attempt = 0; ; attempt++) {
    const hash = await sha256([FORMAT, "panel", panelsHash, tidy(seed), attempt].join("\n"));
    const value = BigInt(`0x${hex(hash.slice(0, 8))}`);
    if (value < limit) return { number: Number(value % BigInt(count)) + 1, hash: hex(hash) };
  }
}

export const seal = async (salt, panel, listed) =>
  hex(await sha256([FORMAT, "alternates", salt, panel, listed.join(" ")].join("\n")));

// Who waits once a panel is drawn: its own alternates, then all others in the order of their hashes.
export async function alternates(panelsHash, seed, size, members, listed) {
  const taken = new Set([...members, ...listed]);
  const left = Array.from({ length: size }, (_, place) => place + 1).filter((number) => !taken.has(number));
  const placed = await Promise.all(
    left.map(async (number) => [hex(await sha256([FORMAT, "alternate", panelsHash, tidy(seed), number].join("\n"))), number]),
  );
  return [...listed, ...placed.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, number]) => number)];
}

// Those of a result who open the seal of its panel, null if none do: where homes are kept, fewer than were asked for.
async function opened({ listed, seals }, number, { salt, alternates }) {
  for (let many = Math.min(listed, alternates.length); many >= 0; many--) {
    const own = alternates.slice(0, many);
    if ((await seal(salt, number, own)) === seals[number - 1]) return own;
  }
  return null;
}

// Whether each who was called waited: among the panel's own alternates while there are any, then among the others.
export function replacedWell(members, order, listed, replacements) {
  const seated = new Set(members), called = new Set();
  return replacements.every(([gone, number]) => {
    const waits = (list) => list.filter((one) => !called.has(one));
    const own = waits(order.slice(0, listed));
    const right = seated.has(gone) && (own.length ? own : waits(order.slice(listed))).includes(number);
    seated.delete(gone);
    seated.add(number);
    called.add(number);
    return right;
  });
}

export const countOf = (panels, number) => panels.filter((panel) => panel.includes(number)).length;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Each check by its name, true or false; those on the seed are left out until it is known.
export async function checks(body, result) {
  const { pool, panels, seats, fairness, waiting } = JSON.parse(body);
  const held = pool.map((_, place) => countOf(panels, place + 1));
  const hash = hex(await sha256(body));
  const ordered = (list) => list.every((one, place) => !place || list[place - 1] < one);
  const found = {
    hash: hash === result.panels_hash,
    pool: ordered(pool) && (await poolRoot(pool)) === result.pool_root,
    panels: panels.every((one) => one.length === seats && ordered(one) && one[0] >= 1 && one.at(-1) <= pool.length),
    plan: waiting.listed === result.listed && waiting.dropout === result.dropout && waiting.seals.length === panels.length,
    chances: Math.min(...held) === fairness.fewest && Math.max(...held) === fairness.most,
  };
  if (result.seed === null) return found;
  const signature = result.beacon?.signature;
  if (signature) found.beacon = hex(await sha256(unhex(signature))) === result.seed;
  const { number } = await panelNumber(hash, result.seed, panels.length);
  found.number = number === result.panel;
  found.members = same(panels[number - 1], result.members);
  const own = await opened(waiting, number, result);
  const order = own && (await alternates(hash, result.seed, pool.length, result.members, own));
  found.alternates = own !== null && same(order, result.alternates);
  found.replacements = own !== null && replacedWell(result.members, result.alternates, own.length, result.replacements);
  return found;
}

// What a receipt commits to, as the ledger hashes it.
export async function commitment({ salt, field, features }) {
  const told = text.encode(JSON.stringify([field, features]));
  return hex(await sha256(joined(text.encode("chapitre/commitment@v1\n"), unhex(salt), told)));
}

// What the published panels say of who holds a receipt: number 0 is not on the list. Null where the receipt is not
// whole: its answers and its salt do not give its commitment.
export async function placeOf(receipt, body) {
  if ((await commitment(receipt)) !== receipt.commitment) return null;
  const { pool, panels } = JSON.parse(body);
  const number = pool.indexOf(receipt.commitment) + 1;
  return { number, count: countOf(panels, number), panels: panels.length };
}

// That in words: the element holds the sentences.
export async function tellPlace(receipt, body, { forged, out, in: listed }) {
  const place = await placeOf(receipt, body).catch(() => null);
  if (place === null) return forged;
  const lang = document.documentElement.lang || undefined;
  return place.number ? listed.replace(/%(\w+)%/g, (_, name) => place[name].toLocaleString(lang)) : out;
}
