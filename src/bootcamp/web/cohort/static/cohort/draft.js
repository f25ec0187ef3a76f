// What someone writes into a form stays in their browser until it has arrived, or they sign out.
"use strict";

const sent = document.querySelector("[data-sent]");
if (sent) localStorage.removeItem(sent.dataset.sent);

const form = document.querySelector("form[data-draft]");
if (form) keep(form, form.dataset.draft);

function keep(form, key) {
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden");
  const isTicked = (one) => one.type === "radio" || one.type === "checkbox";
  const read = () => fields().map((one) => [one.name, one.value, isTicked(one) ? one.checked : null]);
  const write = () => localStorage.setItem(key, JSON.stringify(read()));
  const note = form.querySelector("[data-restored]");

  const restore = () => {
    const kept = JSON.parse(localStorage.getItem(key) || "[]");
    for (const one of fields()) {
      const found = kept.find(([name, value, tick]) =>
        name === one.name && (tick === null || value === one.value));
      if (!found) continue;
      if (isTicked(one)) one.checked = found[2];
      else one.value = found[1];
    }
  };

  const before = JSON.stringify(read());
  if (!("written" in form.dataset) && localStorage.getItem(key)) {
    restore();
    if (note) note.hidden = JSON.stringify(read()) === before;
  }
  form.querySelector("[data-keeps]").hidden = false;
  form.addEventListener("input", write);
  form.querySelector("[data-discard]")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    note.hidden = true;
  });
}
