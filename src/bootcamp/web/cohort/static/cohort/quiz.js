// Each answer is sent with what this page knows to have been kept of it, so that what another
// window has put in meanwhile isn't lost. What this page sends itself is added to that.
"use strict";

const MOST = 4; // values of each field that may have arrived without an answer
const form = document.querySelector("form.quiz");
const unkept = document.getElementById("unkept");
const unsent = document.getElementById("unsent");
const known = (name) => [...form.querySelectorAll(`input[name="was-${name}"]`)];
const names = new Set([...form.querySelectorAll("input[name^=was-]")].map((one) => one.name.slice(4)));
let sent = new FormData();

form.addEventListener("htmx:beforeSend", () => {
  sent = new FormData(form);
  for (const name of names) {
    const before = known(name);
    if (!sent.has(name) || before.some((one) => one.value === sent.get(name))) continue;
    const added = before[0].cloneNode();
    added.value = sent.get(name);
    before.at(-1).after(added);
    if (before.length > MOST) before[1].remove(); // offline for long: a form has a limit
  }
});

form.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  const hasArrived = xhr.status === 204 || xhr.status === 409;
  unsent.hidden = hasArrived;
  if (!hasArrived) return;
  if (xhr.status === 204) unkept.replaceChildren();
  for (const name of names) {
    if (!sent.has(name) || xhr.responseText.includes(`data-field="${name}"`)) continue;
    const [first, ...others] = known(name);
    first.value = sent.get(name);
    others.forEach((one) => one.remove());
  }
});
