// While a job works: asks for the page again every second and a half, shows how far it is, and goes on when it is over.
const place = document.querySelector("[data-working]");

async function look() {
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    setTimeout(look, 5000);
    return;
  }
  const fresh = page.querySelector("[data-working]");
  if (!fresh) {
    location.reload();
    return;
  }
  for (const part of [":is(h2, h3)", "progress", "[role=status]"]) {
    const [old, now] = [place.querySelector(part), fresh.querySelector(part)];
    if (part === "progress") {
      for (const name of ["max", "value"]) {
        if (now.hasAttribute(name)) old.setAttribute(name, now.getAttribute(name));
      }
    } else if (old.textContent !== now.textContent) old.textContent = now.textContent;
  }
  setTimeout(look, 1500);
}

setTimeout(look, 1500);
