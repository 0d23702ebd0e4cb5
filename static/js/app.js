// Everything Kith does in the browser besides htmx. Listeners sit on the document, so that swapped content needs no set-up.

const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);
const on = (type, listener, options) => document.addEventListener(type, listener, options);
const [dialog, clone] = [() => byId("dialog"), (id) => byId(id).content.cloneNode(true)];
let prefix = "", opener = null, anchor = null;

// 1 · Keys. A visible control with data-key="n" is pressed by that key, "g h" by g and then h; in a list, that of the current row.
const isTyping = (element) => element.matches?.("textarea, select:not([data-arrows]), [contenteditable], input:not([type=checkbox], [type=radio])");
const act = (element, how) => element?.closest("[aria-busy=true]") ? setTimeout(act, 50, element, how) : element?.[how](); // waits for an answer on its way
const isVisible = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
function press(key) {
  const controls = all(`[data-key="${CSS.escape(key)}"]`, dialog().open ? dialog() : document).filter(isVisible);
  const control = controls.find((each) => currentRow() && rowOf(each) === currentRow()) ?? controls.findLast((each) => !each.closest("[data-rows]"));
  const [pressed, at] = window.name.split(" "); // before, be it on another page
  window.name = `${key} ${Date.now()}`;
  if (pressed === key && Date.now() - at < 1000 && control?.closest("#decision")) return true; // nobody has read it yet
  if (control?.matches("input")) control[control.type === "radio" ? "focus" : "select"]();
  if (!control?.matches("input:not([type=radio])")) act(control, "click");
  return Boolean(control);
}

function listKeys() {
  const keys = new Map(all("[data-key]").map((control) => [control.dataset.key, control]));
  dialog().replaceChildren(clone("keys-list"));
  for (const [key, control] of keys) {
    const [label, name, meaning] = [control.cloneNode(true), ...["dt", "dd"].map((each) => document.createElement(each))];
    all("kbd, .count", label).forEach((element) => element.remove());
    name.append(...key.split(" ").map((each) => Object.assign(document.createElement("kbd"), { textContent: each })));
    meaning.textContent = control.title || label.textContent.trim() || control.getAttribute("aria-label") || control.labels[0].textContent;
    find("[data-keys-here]", dialog()).append(name, meaning);
  }
  return find("[data-keys-here]", dialog()).after(...all("[data-keys-also]").map((each) => each.cloneNode(true))) ?? dialog().showModal() ?? true;
}

function escape(target) {
  const menu = find("details.menu[open]");
  const walked = target.closest("[data-walk]");
  if (menu) find("summary", Object.assign(menu, { open: false })).focus();
  else if (walked) find("input", walked).focus();
  else if (!dialog().open) find("[data-cancel]", target.form ?? document)?.click();
}

// The arrows walk through [data-walk], a search box and what it found, and round.
function walk(target, step) {
  const place = step && target.closest("[data-walk]");
  const stops = place ? all("input, a, button", place).filter(isVisible) : [];
  stops[(stops.indexOf(target) + step + stops.length) % stops.length]?.focus();
  return stops.length > 0;
}
on("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing) return;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) act(target.form ?? target.closest("form"), "requestSubmit");
  if (key === "Escape") escape(target);
  if (walk(target, { ArrowDown: 1, ArrowUp: -1 }[key])) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target) || document.body.dataset.keys === "off") return;
  const typed = prefix + key;
  prefix = typed === "g" ? "g " : "";
  if (prefix) setTimeout(() => { prefix = ""; }, 1500);
  else if (ownKeys[typed]?.() || press(typed)) event.preventDefault();
});

on("click", ({ target }) => {
  for (const menu of all("details.menu[open]")) if (!find("summary", menu).contains(target)) menu.open = false;
  if (target.closest("[data-keys-open]")) listKeys();
});

// 2 · The dialog opens when something was swapped into it; closing it gives the focus back to what opened it.
on("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.target === dialog() && !dialog().open) opener = ctx.sourceElement;
});
on("dialog:close", () => dialog().close());
on("close", ({ target }) => {
  if (target !== dialog()) return;
  target.replaceChildren();
  if (opener) (opener.isConnected ? opener : (byId(opener.id) ?? byId("main"))).focus();
  opener = null;
}, true);

// 3 · Focus after a swap: what asks for it (an error summary does), else it stays where it was. Opened parts of [data-stays] stay open.
htmx.registerExtension("stays", { htmx_before_morph_attr: (element, { attrName }) => attrName !== "open" || !element.closest("[data-stays]") });
on("htmx:after:settle", ({ detail: { task } }) => {
  if (dialog().childElementCount && !dialog().open) dialog().showModal() ?? find("input[autofocus]", dialog())?.select();
  arrive(task.target?.isConnected ? task.target : document);
});
function arrive(root) {
  (root.matches?.("[data-focus]") ? root : find("[data-focus]", root))?.focus();
  for (const each of all("noscript, [data-toast]")) each.matches("noscript") ? each.remove() : countDown(each); // in a part, Enter would press the button of a noscript
  for (const tab of all(".tabs [aria-current]")) tab.closest(".tabs").scrollLeft = tab.offsetLeft - 32; // on a phone
}

// 4 · What is being replaced is busy; the style sheet dims it only when that takes longer than 150 ms.
on("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.sourceEvent?.type === "every") return;
  find("#flash")?.replaceChildren();
  if (ctx.target) Object.assign(ctx.target, { asked: ctx }).setAttribute("aria-busy", "true");
});
on("htmx:finally:request", ({ detail: { ctx } }) => ctx.target?.asked === ctx && ctx.target.removeAttribute("aria-busy"));

// 5 · Toasts go after six seconds, not while somebody points at them or is in them.
const counted = new WeakSet();
function countDown(toast) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (counted.has(toast) || "stay" in toast.dataset || (calm && find("[data-undo]", toast))) return;
  counted.add(toast);
  let timer;
  const stop = () => clearTimeout(timer);
  const start = () => { stop(); timer = setTimeout(() => toast.remove(), 6000); };
  for (const type of ["pointerenter", "focusin"]) toast.addEventListener(type, stop);
  for (const type of ["pointerleave", "focusout"]) toast.addEventListener(type, start);
  start();
}

function show(id, act) {
  const toast = clone(id).firstElementChild;
  find("[data-retry]", toast)?.addEventListener("click", () => { toast.remove(); act(); });
  byId("toasts").append(toast);
  countDown(toast);
}

on("click", ({ target }) => target.closest("[data-dismiss]")?.closest("[data-toast]").remove());

// 6 · Rows of [data-rows]: j and k move, o opens, x selects, Shift with x or a click selects a range.
const rows = () => all("[data-rows] > tr:not([data-detail], [data-fixed])").filter(isVisible);
const rowOf = (element, row = element.closest("[data-rows] > tr")) => (row?.matches("[data-detail]") ? row.previousElementSibling : row); // a detail is part of the row above
const currentRow = () => rowOf(document.activeElement);
const box = (row) => row && find("input[data-select]", row);
const mainLink = (row) => row && (find("[data-cell=main] a, :checked[type=radio]", row) ?? find("a, button, [type=radio]", row));

function move(step) {
  const list = rows();
  const next = list[currentRow() ? list.indexOf(currentRow()) + step : 0];
  if (next) (mainLink(next) ?? box(next))?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return list.length > 0;
}

function select(row, isRange) {
  if (!box(row)) return false;
  box(row).checked = isRange || !box(row).checked;
  const [from, to] = [rows().indexOf(isRange && anchor?.isConnected ? anchor : row), rows().indexOf(row)].sort((a, b) => a - b);
  for (const between of rows().slice(from + 1, to)) box(between).checked = true;
  anchor = row;
  return true;
}

const ownKeys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => { mainLink(currentRow())?.click(); return Boolean(currentRow()); },
  x: () => select(currentRow(), false),
  X: () => select(currentRow(), true),
  "?": () => dialog().open || listKeys(),
};

on("click", ({ target, shiftKey }) => {
  if (target.matches("input[data-select]") && shiftKey) select(target.closest("tr"), true);
  else if (target.matches("input[data-select]")) anchor = target.closest("tr");
  else if (target.matches("input[data-select-all]"))
    all("input[data-select]", target.closest("table")).forEach((each) => { each.checked = target.checked; });
});

// 7 · Typed text is not lost without a question, neither by leaving the page nor by closing the dialog.
const dirty = new Set();
const isDirty = () => [...dirty].some((form) => form.isConnected);
on("input", ({ target }) => { if (target.form?.matches("[data-guard]")) dirty.add(target.form); });
on("submit", ({ target }) => (target.hasAttribute("hx-post") || dirty.delete(target), all("[data-busy]", target).forEach((button) => Object.assign(button, { disabled: true, textContent: button.dataset.busy }))));
on("htmx:after:request", ({ detail: { ctx } }, form = ctx.sourceElement.closest("[data-guard]")) => { // a button of which only a part came has kept nothing
  if (form) (ctx.response.status < 400 && (ctx.target === form || !form.contains(ctx.target)) ? dirty.delete(form) : ctx.sourceElement.matches("button") && dirty.add(form)); });
on("cancel", (event) => { if (event.target === dialog() && isDirty() && !confirm(dialog().dataset.guard)) event.preventDefault(); }, true);
addEventListener("beforeunload", (event) => { if (isDirty()) event.preventDefault(); });

// 8 · A number and its slider, each the other's twin, say the same.
on("input", ({ target }) => { if (target.dataset.twin) byId(target.dataset.twin).value = target.value; });

// 9 · Copy, and print.
on("click", async ({ target }) => {
  const text = target.closest("[data-copy]")?.dataset.copy;
  if (target.closest("[data-print]")) print(); else if (text) await navigator.clipboard.writeText(text).then(() => show("toast-copied"));
});

// 10 · Failures: no answer, or that of a proxy. Our own errors bring their words along as a fragment.
function failed({ detail: { ctx } }) {
  if (!ctx || (ctx.response && (ctx.response.status < 500 || ctx.text?.includes("<hx-partial")))) return;
  show("toast-failed", () => htmx.trigger(ctx.sourceElement, ctx.sourceEvent.type));
}
for (const type of ["htmx:error", "htmx:response:error"]) on(type, failed);

// 11 · command and commandfor, for browsers that do not know them yet.
const commands = { "show-modal": "showModal", "request-close": "close", close: "close", "toggle-popover": "togglePopover" };
if (!("commandForElement" in HTMLButtonElement.prototype))
  on("click", ({ target }) => {
    const button = target.closest("button[commandfor]");
    if (button) byId(button.getAttribute("commandfor"))[commands[button.getAttribute("command")]]();
  });

arrive(document);
