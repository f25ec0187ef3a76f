// Saving a file in an editor updates its box here, without reloading.
"use strict";

const said = document.getElementById("said");

function refresh(name) {
  const box = document.querySelector(`[data-exercise="${name}"]`);
  if (box) htmx.ajax("GET", box.dataset.url, { target: box, swap: "outerHTML" });
  const waiting = document.querySelector(`figure[data-after="${name}"] .waiting`);
  if (waiting) setTimeout(() => location.reload(), 1500);
}

function hear(event) {
  const { kind, exercise, text, outcome } = JSON.parse(event.data);
  const box = document.querySelector(`[data-exercise="${exercise}"]`);
  if (kind === "checking" && box) box.classList.add("checking");
  if (kind === "progress") said.textContent = text;
  if (kind === "verdict" || kind === "hint") refresh(exercise);
  if (kind === "verdict") said.textContent = `${exercise}: ${outcome}`;
}

let source = new EventSource("/events");
let wasLost = false;
source.onmessage = hear;
source.onerror = () => { wasLost = true; said.textContent = "Waiting for bootcamp start …"; };
source.onopen = () => {
  if (wasLost) location.reload();
};
