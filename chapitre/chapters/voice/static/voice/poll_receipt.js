// A receipt is shared, copied or printed where the browser can; without a script it is downloaded or selected.
const shown = document.querySelector("[data-receipt]");
const file = new File([shown.textContent], shown.dataset.receipt, { type: "text/plain" });
const offer = (name, can, act) => {
  const button = document.querySelector(`[data-${name}]`);
  button.hidden = !can;
  button.addEventListener("click", () => act(button));
};
offer("share", navigator.canShare?.({ files: [file] }) ?? false, () => navigator.share({ files: [file] }).catch(() => {}));
offer("copy", Boolean(navigator.clipboard), async (button) => {
  await navigator.clipboard.writeText(shown.textContent);
  button.textContent = button.dataset.done;
});
offer("print", true, () => window.print());
