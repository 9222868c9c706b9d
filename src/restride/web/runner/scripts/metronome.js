// A beat of so many steps a minute, made by the browser. It says nothing about whether to run: the page does.

const AHEAD_S = 1.5; // beats are set so far ahead, so that a busy page loses none
const EVERY_MS = 500;
const CLICK_S = 0.03;
const HERTZ = 880;
const LOUD = 0.3;

function click(sound, at) {
  const tone = sound.createOscillator();
  const level = sound.createGain();
  tone.frequency.value = HERTZ;
  level.gain.setValueAtTime(LOUD, at);
  level.gain.exponentialRampToValueAtTime(0.001, at + CLICK_S);
  tone.connect(level).connect(sound.destination);
  tone.start(at);
  tone.stop(at + CLICK_S);
}

function metronome(place) {
  const apart = 60 / Number(place.dataset.beat);
  const start = place.querySelector("[data-start]");
  const stop = place.querySelector("[data-stop]");
  let sound = null;
  let next = 0;
  let timer = 0;

  const fill = () => {
    next = Math.max(next, sound.currentTime);
    for (; next < sound.currentTime + AHEAD_S; next += apart) click(sound, next);
  };
  const show = (sounding) => {
    start.hidden = sounding;
    stop.hidden = !sounding;
  };
  start.addEventListener("click", () => {
    if (sound) return;
    sound = new AudioContext();
    next = sound.currentTime;
    fill();
    timer = setInterval(fill, EVERY_MS);
    show(true);
    stop.focus();
  });
  stop.addEventListener("click", () => {
    clearInterval(timer);
    sound?.close();
    sound = null;
    show(false);
    start.focus();
  });
  if (apart > 0 && window.AudioContext) place.hidden = false;
}

for (const place of document.querySelectorAll("[data-beat]")) metronome(place);
