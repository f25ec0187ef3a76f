// A dial says its value, and its buttons turn it by one. The frame itself is fetched by htmx.
"use strict";

function showValue(range) {
  const shown = range.dataset.shown.split(" ")[range.value];
  range.setAttribute("aria-valuetext", shown);
  const dial = range.closest(".dial");
  dial.querySelector("output").textContent = shown;
  const ends = { "-1": range.min, 1: range.max };
  for (const button of dial.querySelectorAll(".step"))
    button.setAttribute("aria-disabled", range.value === ends[button.dataset.by]);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches(".dial input")) showValue(target);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest(".dial .step");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const range = button.parentElement.querySelector("input");
  range.value = Number(range.value) + Number(button.dataset.by);
  range.dispatchEvent(new Event("input", { bubbles: true }));
});
for (const range of document.querySelectorAll(".dial input")) showValue(range);
