// What htmx swaps may hold the keyboard's focus. Afterwards the focus is where it was, if that stands
// there again; else on what is new there for the reader; else on the place itself, never on the page.
// What the reader looks at doesn't move: the browser would hold on to what stands below it.
"use strict";

const hasFallen = () => [null, document.body].includes(document.activeElement);
const looksOf = (element) => {
  const named = [element.id, element.name, element.getAttribute("href")];
  const words = named.some(Boolean) ? element.type === "radio" && element.value : element.textContent;
  return [element.localName, ...named, words].join("\n");
};
const topOf = (element) => element.getBoundingClientRect().top;
const newsIn = (place) => [...place.querySelectorAll("[data-news]")];
let held = null; // what had the focus before the swap, and the places that it was in, innermost first

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.shouldSwap) return;
  if (hasFallen()) { // by an earlier swap that isn't over, or the reader clicked beside everything
    if (held?.element.isConnected) held = null;
    return;
  }
  const element = document.activeElement;
  const places = [];
  for (let at = element; at; at = at.parentElement) places.push(at);
  held = {
    element, looks: looksOf(element), places: places.map((place) => [place, topOf(place)]),
    known: places.flatMap(newsIn).map((news) => news.textContent),
    isSeen: topOf(element) >= 0 && topOf(element) < innerHeight,
  };
});

function placeOf({ places }) { // the innermost that is there again, and where on the screen it was
  const now = (place) => (place.isConnected ? place : document.getElementById(place.id));
  return places.map(([place, top]) => [now(place), top]).find(([place]) => place);
}

function stay() {
  if (!held?.isSeen) return;
  const [place, top] = placeOf(held);
  scrollBy({ top: topOf(place) - top, behavior: "instant" });
}

document.addEventListener("htmx:afterSwap", stay);
document.addEventListener("htmx:afterSettle", () => { // the place has lost its old looks by now
  stay();
  if (held && hasFallen()) lift(held);
  held = null;
});

function lift(fallen) {
  const { element, looks, known } = fallen;
  const [place] = placeOf(fallen);
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
