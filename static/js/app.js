// Everything Kith does in the browser besides htmx. Listeners sit on the document, so that swapped content needs no set-up.

const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, listener, options) => document.addEventListener(type, listener, options);
const dialog = () => document.getElementById("dialog");
const clone = (id) => document.getElementById(id).content.cloneNode(true);

// 1 · Keys. Any visible control with data-key="n" is pressed by that key; "g h" is g, then h.

let prefix = "";
const isTyping = (element) => element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
const isVisible = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;

function press(key) {
  const scopes = dialog().open ? [dialog()] : [currentRow(), document];
  for (const scope of scopes.filter(Boolean)) {
    const control = all(`[data-key="${CSS.escape(key)}"]`, scope).find(isVisible);
    if (!control) continue;
    if (control.matches("input")) control.select();
    else control.click();
    return true;
  }
  return false;
}

function listKeys() {
  dialog().replaceChildren(clone("keys-list"));
  const list = find("[data-keys-here]", dialog());
  for (const control of all("[data-key]").filter((element) => !dialog().contains(element))) {
    if (find(`dt[data-name="${CSS.escape(control.dataset.key)}"]`, list)) continue;
    const [name, words] = [document.createElement("dt"), document.createElement("dd")];
    name.dataset.name = control.dataset.key;
    name.append(...control.dataset.key.split(" ").map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
    const label = control.cloneNode(true);
    all("kbd, .count", label).forEach((element) => element.remove());
    words.textContent = control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? label.textContent;
    list.append(name, words);
  }
  dialog().showModal();
}

on("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing) return;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) return target.form?.requestSubmit();
  if (key === "Escape") return escape(target);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target) || document.body.dataset.keys === "off") return;
  const typed = prefix + key;
  prefix = "";
  if (key === "g" && typed === "g") {
    prefix = "g ";
    setTimeout(() => { prefix = ""; }, 1500);
  } else if (rowKeys[typed]?.() || press(typed)) {
    event.preventDefault();
  }
});

function escape(target) {
  const menu = find("details.menu[open]");
  if (menu) {
    menu.open = false;
    find("summary", menu).focus();
  } else if (!dialog().open) {
    find("[data-cancel]", target.closest?.("form") ?? document)?.click();
  }
}

on("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!find("summary", menu).contains(event.target)) menu.open = false;
  if (event.target.closest("[data-keys-open]")) listKeys();
});

// 2 · The dialog opens when something was swapped into it; closing it gives the focus back to what opened it.

let opener = null;

on("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.target === dialog() && !dialog().open) opener = ctx.sourceElement;
});
on("dialog:close", () => dialog().close());
on("close", (event) => {
  if (event.target !== dialog()) return;
  dialog().replaceChildren();
  const again = opener?.isConnected ? opener : document.getElementById(opener?.id);
  if (opener) (again ?? document.getElementById("main")).focus();
  opener = null;
}, true);

// 3 · Focus after a swap: what asks for it (an error summary does), else it stays where it was.

on("htmx:after:settle", ({ detail: { task } }) => {
  if (dialog().childElementCount && !dialog().open) dialog().showModal();
  const root = task.target?.isConnected ? task.target : document;
  (root.matches?.("[data-focus]") ? root : find("[data-focus]", root))?.focus();
  all("[data-toast]").forEach(countDown);
});

// 4 · What is being replaced is busy; the style sheet dims it only when that takes longer than 150 ms.

on("htmx:before:request", ({ detail: { ctx } }) => {
  find("#flash")?.replaceChildren();
  if (ctx.sourceEvent?.type !== "every") ctx.target?.setAttribute("aria-busy", "true");
});
on("htmx:finally:request", ({ detail: { ctx } }) => ctx.target?.removeAttribute("aria-busy"));

// 5 · Toasts go after six seconds, not while somebody points at them or is in them.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const counted = new WeakSet();

function countDown(toast) {
  if (counted.has(toast)) return;
  counted.add(toast);
  if ("stay" in toast.dataset || (calm.matches && find("[data-undo]", toast))) return;
  let timer;
  const start = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), 6000); };
  const stop = () => clearTimeout(timer);
  for (const type of ["pointerenter", "focusin"]) toast.addEventListener(type, stop);
  for (const type of ["pointerleave", "focusout"]) toast.addEventListener(type, start);
  start();
}

function show(id, act) {
  const toast = clone(id).firstElementChild;
  find("[data-retry]", toast)?.addEventListener("click", () => { toast.remove(); act(); });
  document.getElementById("toasts").append(toast);
  countDown(toast);
}

on("click", ({ target }) => target.closest("[data-dismiss]")?.closest("[data-toast]").remove());

// 6 · Rows of [data-rows]: j and k move, o opens, x selects, Shift with x or a click selects a range.

let anchor = null;
const rows = () => all("[data-rows] > tr:not([data-detail])").filter(isVisible);
const currentRow = () => document.activeElement.closest("[data-rows] > tr");
const box = (row) => row && find("input[data-select]", row);

function move(step) {
  const list = rows();
  const next = list[currentRow() ? list.indexOf(currentRow()) + step : 0];
  (next && (find("[data-cell=main] a, a, button", next) ?? box(next)))?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(list.length);
}

function select(row, range) {
  if (!box(row)) return false;
  box(row).checked = range || !box(row).checked;
  if (range && anchor?.isConnected) {
    const [from, to] = [rows().indexOf(anchor), rows().indexOf(row)].sort((a, b) => a - b);
    for (const between of rows().slice(from, to + 1)) box(between).checked = true;
  }
  anchor = row;
  return true;
}

const rowKeys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => { const link = currentRow() && find("[data-cell=main] a, a", currentRow()); link?.click(); return Boolean(link); },
  x: () => select(currentRow(), false),
  X: () => select(currentRow(), true),
};

on("click", (event) => {
  const { target } = event;
  if (target.matches("input[data-select]")) {
    const row = target.closest("tr");
    if (event.shiftKey) select(row, true); else anchor = row;
  } else if (target.matches("input[data-select-all]")) {
    all("input[data-select]", target.closest("table")).forEach((each) => { each.checked = target.checked; });
  }
});

// 7 · Typed text is not lost without a question.

const dirty = new Set();
on("input", ({ target }) => { if (target.form?.matches("[data-guard]")) dirty.add(target.form); });
on("submit", ({ target }) => dirty.delete(target));
addEventListener("beforeunload", (event) => { if ([...dirty].some((form) => form.isConnected)) event.preventDefault(); });

// 8 · Copy.

on("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  show("toast-copied");
});

// 9 · Failures: no answer, or an answer of a proxy. Our own errors bring their words along as a fragment.

function failed({ detail: { ctx } }) {
  const source = ctx?.sourceElement;
  if (!source) return;
  const form = source.closest("form");
  if (form?.matches("[data-guard]")) dirty.add(form);
  if (ctx.response && (ctx.response.status < 500 || ctx.text?.includes("<hx-partial"))) return;
  show("toast-failed", () => htmx.trigger(source, ctx.sourceEvent.type));
}
on("htmx:error", failed);
on("htmx:response:error", failed);

// 10 · command and commandfor, for browsers that do not know them yet.

if (!("commandForElement" in HTMLButtonElement.prototype)) {
  on("click", ({ target }) => {
    const button = target.closest("button[commandfor]");
    const element = button && document.getElementById(button.getAttribute("commandfor"));
    if (!element) return;
    const commands = { "show-modal": "showModal", close: "close", "toggle-popover": "togglePopover" };
    element[commands[button.getAttribute("command")]]?.();
  });
}

find("[data-focus]")?.focus();
all("[data-toast]").forEach(countDown);
