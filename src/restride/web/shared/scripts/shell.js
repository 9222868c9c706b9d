// What every page does with script: it fills the browser's time zone into forms that ask for it, and after a form was
// answered in place it leads to what is new. All forms work without.

function fillOwnZone(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of root.querySelectorAll("[data-own-zone]")) {
    if (!field.value) field.value = zone;
  }
}

// To the first thing that is wrong, else to the top: a reader's cursor and the eye shall land on the same place.
function leadTo(main) {
  const wrong = main.querySelector(".err, [role=alert]");
  const place = wrong?.closest("fieldset, .field") ?? wrong ?? main.querySelector("h1");
  if (!place) return;
  if (!wrong) window.scrollTo(0, 0);
  const focused = place.querySelector("input:not([type=hidden]), select, textarea") ?? place;
  if (focused === place) place.tabIndex = -1;
  focused.focus({ preventScroll: true });
  if (wrong) place.scrollIntoView({ block: "center" });
}

const unreachable = () => document.querySelector("[data-unreachable]");

fillOwnZone(document);
document.addEventListener("htmx:load", (event) => fillOwnZone(event.target));
document.addEventListener("htmx:afterSettle", (event) => {
  const main = document.getElementById("content");
  if (main && (event.target === main || event.detail.target?.id === "content")) leadTo(main);
});
document.addEventListener("htmx:beforeRequest", () => unreachable()?.setAttribute("hidden", ""));
document.addEventListener("htmx:sendError", () => unreachable()?.removeAttribute("hidden"));
