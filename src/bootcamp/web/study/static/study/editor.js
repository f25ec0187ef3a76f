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

function follow(form) { // say what is the case with what was typed
  const isUnsaved = isDirty(form);
  form.classList.toggle("unsaved", isUnsaved);
  const changed = form.elsewhere ? " The file has changed meanwhile: saving shows both." : "";
  const says = isUnsaved ? `Not saved.${changed}` : form.sent === form.saved ? "Saved." : "";
  const kept = form.querySelector(".kept");
  if (kept.textContent !== says) kept.textContent = says;
}

async function open(form) {
  const text = textOf(form);
  form.saved = text.value;
  const follows = form.parentElement.dataset.follows; // the file was changed: nobody clicked
  await load();
  const hasFocus = document.activeElement === text;
  const place = document.createElement("div");
  text.before(place);
  text.hidden = true;
  form.ace = ace.edit(place, {
    value: text.value, mode: "ace/mode/python", theme: theme(), useWorker: false, fontSize: "0.76rem",
    minLines: 8, maxLines: 30, showPrintMargin: false, showFoldWidgets: false, wrap: true,
    enableKeyboardAccessibility: true,
  });
  form.ace.session.setUseSoftTabs(true);
  form.ace.textInput.setAriaOptions({ setLabel: true });
  form.ace.session.on("change", () => { text.value = form.ace.getValue(); follow(form); });
  form.ace.commands.addCommand({
    name: "save", bindKey: { win: "Ctrl-S", mac: "Command-S" }, exec: () => form.requestSubmit(),
  });
  form.querySelector(".keys").hidden = false;
  if (!follows || hasFocus) begin(form);
  if (!follows) form.scrollIntoView({ block: "nearest" });
}

function begin(form) { // where there is something to write: at the stub's `raise`, else at the end
  const lines = form.ace.getValue().trimEnd().split("\n");
  const stub = lines.findIndex((line) => /^\s*raise NotImplementedError/.test(line));
  const row = stub < 0 ? lines.length - 1 : stub;
  const end = { row, column: lines[row].length };
  const start = stub < 0 ? end : { row, column: lines[row].search(/\S/) };
  form.ace.selection.setRange({ start, end }); // what is typed takes the place of the `raise`
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
  if (!target.matches("form.editor")) return;
  if (detail.successful) target.saved = target.sent;
  if (detail.successful || detail.xhr.status === 409) target.elsewhere = false; // it has been shown
  follow(target);
});
document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig } }) => {
  if (requestConfig?.elt.matches("form.editor")) follow(requestConfig.elt);
});

document.addEventListener("heard", ({ detail: { kind, exercise, hash } }) => {
  const form = document.getElementById(`editor-form-${exercise}`);
  if (kind !== "verdict" || !form || form.elements.hash.value === hash) return;
  if (isDirty(form)) {
    form.elsewhere = true;
    return follow(form);
  }
  const place = document.getElementById(`editor-${exercise}`);
  if (!place) return;
  place.dataset.follows = "yes";
  htmx.ajax("GET", form.action, { source: place, target: place, swap: "innerHTML" });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-closes]");
  const place = link && document.getElementById(link.dataset.closes);
  if (!place) return;
  event.preventDefault();
  if (isDirty(link.form ?? link.closest("form")) && !confirm("Close without saving?")) return;
  place.replaceChildren();
  delete place.dataset.follows;
  place.closest(".box").querySelector(".edit").focus({ preventScroll: true });
});

addEventListener("beforeunload", (event) => {
  if (forms().some((form) => isDirty(form) && form.sent !== textOf(form).value)) event.preventDefault();
});
