// Whoever signs out by the bar's button, or erases their data, leaves no draft in this browser.
"use strict";

addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
});
