// What is saved in an editor shows here at once: boxes, figures and the list follow the events.
"use strict";

const said = document.getElementById("said");
let fading = 0;

function tell(text, stays = false, exercise = "") {
  clearTimeout(fading);
  said.textContent = text.replaceAll("`", "");
  said.dataset.exercise = exercise;
  fading = stays || !text ? 0 : setTimeout(tell, 5000, "");
}

function hush() { // something else goes on; what stays isn't over yet
  if (fading) tell("");
}

const busy = new Set(); // what is being checked

function showBusy() {
  for (const box of [...busy].map(boxOf)) {
    box?.classList.add("checking");
    box?.querySelector(".state").replaceChildren("Checking …");
  }
}
document.addEventListener("htmx:afterSettle", showBusy);

const problems = new Map(); // what couldn't be done, until something else is, however often drawn

function showProblems() {
  for (const [name, text] of problems) {
    const problem = boxOf(name)?.querySelector(".problem");
    if (!problem) continue;
    problem.textContent = text;
    problem.hidden = false;
  }
}
document.addEventListener("htmx:afterSwap", showProblems); // before anyone sees the new box
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches("form, .edit")) hush();
  if (target.matches("form")) problems.delete(target.closest(".box")?.dataset.exercise);
});

const boxOf = (name) => document.querySelector(`[data-exercise="${name}"]`);

// A button was pressed: what the server answers to it is the newest box.
const isAnswering = (box) => box.querySelector("form.htmx-request:not(.editor)");
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (target.matches(".box") && !detail.requestConfig.elt.matches("form") && isAnswering(target))
    detail.shouldSwap = false;
});

const fetched = new Map(); // the boxes under way, and the stamp of what happened since

function refresh(name, stamp) {
  const box = boxOf(name);
  if (!box || (box.dataset.stamp === stamp && !box.classList.contains("checking"))) return;
  if (isAnswering(box)) return;
  if (box.querySelector(".edit.htmx-request")) return setTimeout(refresh, 100, name, stamp); // it opens first
  if (fetched.has(name)) return fetched.set(name, stamp);
  fetched.set(name, null);
  const over = () => {
    const since = fetched.get(name);
    fetched.delete(name);
    if (since !== null) refresh(name, since);
  };
  htmx.ajax("GET", box.dataset.url, { source: box, target: box, swap: "outerHTML" }).then(over, over);
}

function refreshList(stamp) {
  const list = document.querySelector("main > [data-list]");
  if (list && list.dataset.list !== stamp)
    htmx.ajax("GET", location.pathname, { target: "#main", select: "#main", swap: "outerHTML" });
}

function draw(name) { // what waits for it, or was drawn with the reference's
  for (const figure of document.querySelectorAll("figure")) {
    const others = [...figure.querySelectorAll(".whose code")].map((code) => code.textContent);
    if (figure.dataset.after !== name && !others.includes(name)) continue;
    htmx.trigger(figure, "draw");
  }
}

const hear = {
  state({ stamps, list }) { // what happened while nobody listened
    tell("");
    busy.clear();
    for (const [name, stamp] of Object.entries(stamps)) refresh(name, stamp);
    refreshList(list);
  },
  checking({ exercise }) {
    busy.add(exercise);
    showBusy();
  },
  stopped({ exercise, stamp }) {
    busy.delete(exercise);
    refresh(exercise, stamp);
  },
  progress({ text }) { tell(text, true); },
  hint({ exercise, stamp }) { refresh(exercise, stamp); },
  selected() { refreshList(); },
  changed({ exercise, stamp }) { // by another command
    refresh(exercise, stamp);
    refreshList();
  },
  verdict({ exercise, stamp, text, outcome }) {
    busy.delete(exercise);
    problems.delete(exercise);
    refresh(exercise, stamp);
    refreshList();
    if (outcome === "passed") draw(exercise);
    tell(`${exercise}: ${text}`, false, exercise);
  },
};

const eventsUrl = document.body.dataset.events; // a cohort's server has none: a box asks for itself
const AWAY = eventsUrl ? "Waiting for bootcamp start …" : "The server doesn't answer. Try again.";
let source = null;

function listen() { // a hidden page gives its connection to those that are looked at
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource(eventsUrl);
    source.onmessage = (event) => {
      const data = JSON.parse(event.data);
      if (data.exercise && data.exercise !== said.dataset.exercise) hush();
      hear[data.kind]?.(data);
      document.dispatchEvent(new CustomEvent("heard", { detail: data }));
    };
    source.onerror = () => tell(AWAY, true);
  }
}
if (eventsUrl) {
  document.addEventListener("visibilitychange", listen);
  listen();
}
document.addEventListener("htmx:afterSettle", () => { // a server tells of no pass: the box shows it
  if (eventsUrl) return;
  for (const figure of document.querySelectorAll("figure[data-after]")) {
    if (figure.dataset.asked || !boxOf(figure.dataset.after)?.matches(".passed")) continue;
    figure.dataset.asked = "yes";
    if (!figure.querySelector(".drawing svg")) htmx.trigger(figure, "draw");
  }
});
document.addEventListener("checking", ({ detail }) => refresh(detail.exercise, "")); // after a save

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (!target.matches(".drawing") || !target.querySelector("svg")) return;
  target.parentElement.querySelector(".dials")?.removeAttribute("hidden"); // it was waited for
  target.setAttribute("role", "img");
  target.setAttribute("aria-labelledby", target.dataset.caption);
});
document.addEventListener("htmx:responseError", ({ target, detail: { xhr } }) => {
  if (xhr.status === 409) return; // the editor says why
  const box = target.closest(".box");
  if (!box) return tell(xhr.responseText, true);
  box.classList.remove("checking");
  problems.set(box.dataset.exercise, xhr.responseText.replaceAll("`", ""));
  showProblems();
});
document.addEventListener("htmx:sendError", () => tell(AWAY, true));
