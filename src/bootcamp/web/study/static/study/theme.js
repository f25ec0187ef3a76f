// Light or dark by the learner's choice; without one, as the system says. Runs before painting.
"use strict";

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const chosen = () => document.documentElement.dataset.theme;
const isDark = () => (chosen() ? chosen() === "dark" : systemIsDark.matches);
const kept = localStorage.getItem("theme");
if (kept) document.documentElement.dataset.theme = kept;

addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("theme");
  const name = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.hidden = false;
  button.title = "Change the colours of the page";
  name();
  systemIsDark.addEventListener("change", name);
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", chosen());
    name();
    document.dispatchEvent(new Event("theme"));
  });
});
