// A form that answers with a file: the file is kept, and the page shows what changed. Without a script, reload it.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-takes-away]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).finally(() => (button.disabled = false));
  if (answer.headers.get("Content-Type") !== "application/zip") {
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceWith(told.querySelector("main"));
    document.querySelector("[role=alert]")?.focus();
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
  link.click();
  setTimeout(() => location.reload(), 400);
});
