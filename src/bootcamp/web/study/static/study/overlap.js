// Two answers of the server may be for the same place. The first puts a new element in the place of the
// one that the second was asked for. htmx would take the open editor into the second answer, and throw
// both away. So an answer goes to the element that is there now; one that was asked for earlier than
// what is there is dropped.
"use strict";

let asked = 0;
const orderOf = new WeakMap(); // which of the requests a request is
const shownOf = new Map(); // which of them is shown, by the place's id

function aim({ currentTarget: place, detail }) { // on the place itself: what isn't in the page tells no page
  if (detail.target !== place || !detail.shouldSwap) return;
  const order = orderOf.get(detail.requestConfig);
  detail.target = place.isConnected ? place : document.getElementById(place.id);
  detail.shouldSwap = Boolean(detail.target) && !(order < shownOf.get(place.id));
  if (!detail.shouldSwap) return;
  shownOf.set(place.id, order);
  if (!place.isConnected) detail.target.dispatchEvent(new CustomEvent("htmx:beforeSwap", { bubbles: true, detail }));
}

document.addEventListener("htmx:beforeRequest", ({ detail: { target, requestConfig } }) => {
  orderOf.set(requestConfig, ++asked);
  target.addEventListener("htmx:beforeSwap", aim);
});
