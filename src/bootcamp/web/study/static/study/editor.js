// The editor in the page: a text field, which becomes Ace where its script can be loaded.
"use strict";

const aceUrl = document.currentScript.dataset.ace;
const forms = () => [...document.querySelectorAll("form.editor")];
const textOf = (form) => form.elements.text;
const isDirty = (form) => textOf(form).value !== form.saved;
let loading = null;

function load() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = aceUrl;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

const theme = () => (isDark() ? "ace/theme/github_dark" : "ace/theme/github_light_default");

async function open(form) {
  const text = textOf(form);
  form.saved = text.value;
  await load();
  const place = document.createElement("div");
  text.before(place);
  text.hidden = true;
  form.ace = ace.edit(place, {
    value: text.value, mode: "ace/mode/python", theme: theme(), useWorker: false, fontSize: "0.84rem",
    minLines: 8, maxLines: 30, showPrintMargin: false, showFoldWidgets: false, enableKeyboardAccessibility: true,
  });
  form.ace.session.setUseSoftTabs(true);
  form.ace.textInput.setAriaOptions({ setLabel: true });
  form.ace.session.on("change", () => { text.value = form.ace.getValue(); });
  form.ace.commands.addCommand({
    name: "save", bindKey: { win: "Ctrl-S", mac: "Command-S" }, exec: () => form.requestSubmit(),
  });
  form.querySelector(".keys").hidden = false;
  form.ace.gotoLine(form.ace.session.getLength(), Infinity);
  form.ace.focus();
}

const openNew = () => forms().filter((form) => form.saved === undefined).forEach(open);
document.addEventListener("DOMContentLoaded", openNew);
document.addEventListener("htmx:afterSettle", openNew);
document.addEventListener("theme", () => forms().forEach((form) => form.ace?.setTheme(theme())));

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches("form.editor")) target.sent = textOf(target).value;
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.matches("form.editor") && detail.successful) target.saved = target.sent;
});

document.addEventListener("heard", ({ detail: { kind, exercise, hash } }) => {
  const form = document.getElementById(`editor-form-${exercise}`);
  if (kind !== "verdict" || !form || isDirty(form) || form.elements.hash.value === hash) return;
  const place = document.getElementById(`editor-${exercise}`);
  if (place) htmx.ajax("GET", form.action, { target: place, swap: "innerHTML" });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-closes]");
  const place = link && document.getElementById(link.dataset.closes);
  if (!place) return;
  event.preventDefault();
  if (isDirty(link.form ?? link.closest("form")) && !confirm("Close without saving?")) return;
  place.replaceChildren();
});

addEventListener("beforeunload", (event) => {
  if (forms().some((form) => isDirty(form) && form.sent !== textOf(form).value)) event.preventDefault();
});
