// A session is shown until its time and no longer, in a tab that stays open, too. It takes away; it never allows.
// The page says what the server's clock showed when it was made; the time since then is counted here.

const LOOK_EVERY_MS = 15_000;
const made = { wall: Date.now(), steady: performance.now() };

// A computer's clock may be put back, and a steady one may sleep with the computer: the larger counts.
const since = () => Math.max(Date.now() - made.wall, performance.now() - made.steady);

function withdraw(session) {
  const instead = document.getElementById(session.dataset.instead);
  session.remove();
  if (instead) instead.hidden = false;
}

function look() {
  for (const session of document.querySelectorAll("[data-valid-until]")) {
    const left = Date.parse(session.dataset.validUntil) - Date.parse(session.dataset.shownAt);
    if (!(since() < left)) withdraw(session);
  }
}

setInterval(look, LOOK_EVERY_MS);
for (const name of ["visibilitychange", "pageshow", "focus"]) window.addEventListener(name, look);
document.addEventListener("visibilitychange", look);
