// The code of a letter's link stands behind the #, which browsers do not send: it is written into the form here.
const field = document.getElementById("code");
const take = () => {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (!code) return;
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search); // so that no history keeps it
};
take();
addEventListener("hashchange", take); // a link of the page itself
