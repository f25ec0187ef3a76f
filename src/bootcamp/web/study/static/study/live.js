// What is saved in an editor shows here at once: boxes, figures and the list follow the events.
"use strict";

const said = document.getElementById("said");
let fading = 0;

function tell(text, stays = false) {
  clearTimeout(fading);
  said.textContent = text;
  if (!stays) fading = setTimeout(() => { said.textContent = ""; }, 8000);
}

const boxOf = (name) => document.querySelector(`[data-exercise="${name}"]`);

function refresh(name) {
  const box = boxOf(name);
  if (box) htmx.ajax("GET", box.dataset.url, { target: box, swap: "outerHTML" });
}

function refreshList() {
  if (document.querySelector("main > [data-list]"))
    htmx.ajax("GET", location.pathname, { target: "#main", select: "#main", swap: "outerHTML" });
}

function draw(name) {
  for (const drawing of document.querySelectorAll(`figure[data-after="${name}"] .drawing`))
    htmx.ajax("GET", drawing.dataset.url, { target: drawing, swap: "innerHTML" });
}

const hear = {
  state({ stamps }) { // what happened while nobody listened
    tell("");
    for (const box of document.querySelectorAll("[data-exercise]"))
      if (stamps[box.dataset.exercise] !== box.dataset.stamp) refresh(box.dataset.exercise);
    refreshList();
  },
  checking({ exercise }) {
    const box = boxOf(exercise);
    if (!box) return;
    box.classList.add("checking");
    box.querySelector(".state").textContent = "Checking …";
  },
  progress({ text }) { tell(text, true); },
  hint({ exercise }) { refresh(exercise); },
  selected() { refreshList(); },
  verdict({ exercise, text, outcome }) {
    refresh(exercise);
    refreshList();
    if (outcome === "passed") draw(exercise);
    tell(`${exercise}: ${text}`);
  },
};

let source = null;

function listen() { // a hidden page gives its connection to those that are looked at
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource("/events");
    source.onmessage = (event) => {
      const data = JSON.parse(event.data);
      hear[data.kind](data);
      document.dispatchEvent(new CustomEvent("heard", { detail: data }));
    };
    source.onerror = () => tell("Waiting for bootcamp start …", true);
  }
}
document.addEventListener("visibilitychange", listen);
listen();

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (!target.matches(".drawing")) return;
  target.setAttribute("role", "img");
  target.setAttribute("aria-labelledby", target.dataset.caption);
});
document.addEventListener("htmx:responseError", ({ detail }) => tell(detail.xhr.responseText, true));
document.addEventListener("htmx:sendError", () => tell("Waiting for bootcamp start …", true));
