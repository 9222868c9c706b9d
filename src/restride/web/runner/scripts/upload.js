// How far the sending of a file is. The form is sent by the page's library or, without script, by the browser itself.

function barOf(form) {
  const box = form.querySelector("[data-sending]");
  return box && { box, bar: box.querySelector("progress"), read: box.querySelector("[data-reading]") };
}

function show(form, sent, whole) {
  const found = barOf(form);
  if (!found) return;
  found.box.hidden = false;
  found.bar.max = whole;
  found.bar.value = sent;
  found.read.hidden = sent < whole;
}

document.addEventListener("htmx:xhr:progress", (event) => {
  const { lengthComputable, loaded, total } = event.detail;
  const form = event.target.closest?.("form[data-progress]");
  if (form && lengthComputable && total > 0) show(form, loaded, total);
});

document.addEventListener("htmx:sendError", (event) => {
  const found = event.target.closest?.("form[data-progress]");
  if (found) barOf(found).box.hidden = true;
});
