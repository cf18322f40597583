// Keys of the staff desk: an extra beside links and buttons that all work without it.
// One letter each, so they can be switched off on this device (WCAG 2.1.4); none works while one is typing.

const OFF = "chapitre.touches";
const VERBS = { a: "accepter", r: "resoudre", t: "transmettre", q: "demander", m: "relier", x: "rejeter" };
const bar = document.querySelector("[data-keys]");
const dialog = document.querySelector(".keys-all");
const rows = [...document.querySelectorAll("tr[data-case]")];
let at = -1;

function off() {
  try { return localStorage.getItem(OFF) === "off"; } catch { return false; }
}

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function select(index) {
  if (index < 0 || index >= rows.length) return;
  if (at >= 0) { rows[at].classList.remove("on"); rows[at].removeAttribute("aria-current"); }
  at = index;
  rows[at].classList.add("on");
  rows[at].setAttribute("aria-current", "true");
  rows[at].querySelector("a").focus();
  rows[at].scrollIntoView({ block: "nearest" });
}

function onList(key) {
  if (key === "j") return select(at + 1);
  if (key === "k") return select(at - 1);
  if (at < 0) return undefined;
  const link = rows[at].querySelector("a");
  if (key === "o") return link.click();
  if (key in VERBS) window.location.assign(rows[at].dataset.case + "/" + VERBS[key] + new URL(link.href).search);
  return undefined;
}

function onCase(key) {
  const wanted = { j: '.crumbs [rel="next"]', k: '.crumbs [rel="prev"]' }[key] ?? `.acts [data-key="${key}"]`;
  document.querySelector(wanted)?.click();
}

function press(event) {
  if (off() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || dialog.open) return;
  if (event.key === "?") dialog.showModal();
  else if (event.key === "/" && document.getElementById("q")) document.getElementById("q").focus();
  else if (/^[ajkortqmx]$/.test(event.key)) (rows.length ? onList : onCase)(event.key);
  else return;
  event.preventDefault();
}

if (bar && dialog) {
  const box = dialog.querySelector("[data-keys-off]");
  const show = () => { document.body.classList.toggle("has-keys", !off()); };
  bar.hidden = false;
  box.checked = off();
  show();
  box.addEventListener("change", () => {
    try { localStorage.setItem(OFF, box.checked ? "off" : "on"); } catch { box.checked = false; }
    show();
  });
  bar.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  // The row that has the focus is the one that the letters act on.
  rows.forEach((row, index) => row.addEventListener("focusin", () => { if (index !== at) select(index); }));
  document.addEventListener("keydown", press);
}

// A new report: the subject's own question in place of the general label, and no field where it asks none.
const questions = document.getElementById("questions");
if (questions) {
  const asked = JSON.parse(questions.textContent);
  const subject = document.getElementById("id_sujet");
  const block = document.querySelector("[data-question]");
  const label = block.querySelector("label");
  const update = () => {
    const question = asked[subject.value];
    block.hidden = !question;
    if (question) label.textContent = question;
  };
  subject.addEventListener("change", update);
  update();
}
