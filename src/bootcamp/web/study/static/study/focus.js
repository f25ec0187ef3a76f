// What htmx swaps may hold the keyboard's focus. Afterwards the focus is where it was, if that stands
// there again; else on what is new there for the reader; else on the place itself, never on the page.
"use strict";

const hasFallen = () => [null, document.body].includes(document.activeElement);
const looksOf = (element) => {
  const named = [element.id, element.name, element.getAttribute("href")];
  const words = named.some(Boolean) ? element.type === "radio" && element.value : element.textContent;
  return [element.localName, ...named, words].join("\n");
};
const newsIn = (place) => [...place.querySelectorAll("[data-news]")];
let held = null; // what had the focus before the swap, and where

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.shouldSwap) return;
  if (hasFallen()) { // by an earlier swap that isn't over, or the reader clicked beside everything
    if (held?.element.isConnected) held = null;
    return;
  }
  const element = document.activeElement;
  const places = [];
  for (let at = element; at !== document.body; at = at.parentElement) if (at.id) places.push(at);
  held = { element, looks: looksOf(element), places: places.map((place) => place.id),
    known: places.flatMap(newsIn).map((news) => news.textContent) };
});

document.addEventListener("htmx:afterSettle", () => {
  if (held && hasFallen()) lift(held);
  held = null;
});

function lift({ element, looks, places, known }) {
  const place = [...places, "main"].map((id) => document.getElementById(id)).find(Boolean);
  const alike = [...place.querySelectorAll(element.localName)].find((one) => looksOf(one) === looks);
  const again = element.isConnected ? element : alike;
  if (again && focusOn(again)) return;
  const news = newsIn(place).filter((one) => !known.includes(one.textContent)).at(-1) ?? place;
  if (news.tabIndex < 0) news.tabIndex = -1;
  focusOn(news);
  if (news !== place) news.scrollIntoView({ block: "nearest" });
}

function focusOn(element) {
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}
