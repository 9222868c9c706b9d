// What every page does with script: it fills the browser's time zone into forms that ask for it. All forms work without.

function fillOwnZone(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of root.querySelectorAll("[data-own-zone]")) {
    if (!field.value) field.value = zone;
  }
}

fillOwnZone(document);
document.addEventListener("htmx:load", (event) => fillOwnZone(event.target));
