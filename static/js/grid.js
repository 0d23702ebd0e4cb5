// The grid of a batch that is typed, on its page only: saving what was left, keys between cells, pasting a block, and what others type.

const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);
const on = (type, listener, options) => document.addEventListener(type, listener, options);
const lines = () => all("[data-grid] > tbody > tr:not([hidden])");
const lineOf = (element) => element?.closest?.("[data-grid] > tbody > tr");
const cells = (line) => all("input.cell", line);
const cellOf = (element) => (element?.matches?.("[data-grid] input.cell") ? element : null);
const columnOf = (cell) => cells(lineOf(cell)).indexOf(cell);
let saving = null, waiting = null, posts = 0;

// 1 · Saving. A cell that was left and differs is sent, with what it was; one row at a time, in their order. `sent` is what is under way.
const isUnsaved = (cell) => cell.value !== cell.dataset.was;
const isTypedSince = (cell) => isUnsaved(cell) && cell.value !== lineOf(cell)?.sent?.get(cell);
const left = (line) => cells(line).filter((cell) => isTypedSince(cell) && cell !== document.activeElement);
const failed = (line) => line.hasAttribute("data-unsaved");

function save() {
  if (saving) return;
  const [line] = lines().filter((each) => left(each).length).sort((one, other) => failed(one) - failed(other));
  if (line) return htmx.trigger(line, "save");
  const act = waiting;
  waiting = null;
  act?.();
}
const whenSaved = (act) => { waiting = act; save(); };

function collect(event) {
  const { ctx, ctx: { sourceElement: line, request: { body } } } = event.detail, typed = left(line);
  if (saving || !typed.length) return event.preventDefault();
  for (const name of [...body.keys()]) if (name !== "key") body.delete(name);
  for (const cell of typed) {
    body.append(cell.name, cell.value);
    body.append(cell.name.replace("c", "w"), cell.dataset.was);
  }
  line.sent = new Map(typed.map((cell) => [cell, cell.value]));
  saving = ctx;
}

on("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.request.method === "POST") posts += 1;
  if (ctx.sourceElement.id === "meanwhile") look(event);
  if (lineOf(ctx.sourceElement) === ctx.sourceElement) collect(event);
});

on("htmx:finally:request", ({ detail: { ctx } }) => {
  if (ctx !== saving) return;
  const line = ctx.sourceElement, status = ctx.response?.status ?? 599;
  const wrong = [...line.sent.keys()].filter((cell) => cell.matches("[aria-invalid=true]"));
  saving = null;
  line.toggleAttribute("data-unsaved", status >= 400);
  if (status < 400 || status >= 500) line.sent = null; // what was refused is not sent again before it is changed
  if (wrong.length) byId("grid-said").textContent = wrong.map((cell) => all(".field-error", cell.parentElement).map((each) => each.textContent.trim()).join(" ")).join(" ");
  if (status < 500) save(); else waiting = null;
});

on("focusout", ({ target }) => { if (cellOf(target)) setTimeout(save); });
addEventListener("online", save);
addEventListener("beforeunload", (event) => { if (lines().some((line) => cells(line).some(isUnsaved))) event.preventDefault(); });
on("click", (event) => { // what is pressed waits until what was typed is kept
  const control = event.target.closest("a[href], button"), isHeld = saving || lines().some((line) => !failed(line) && left(line).length);
  if (!control || !isHeld || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  whenSaved(() => control.click());
}, true);

// 2 · Answers. What was typed since stays, and so does the focus; a new row becomes the row that was made of it, in its place.
htmx.registerExtension("grid", { htmx_before_morph_node: (element, { oldNode: cell, newNode }) => {
  if (!cellOf(cell)) return true;
  if (isTypedSince(cell)) return false;
  if (cell.value !== newNode.value) cell.value = newNode.value;
  return true;
} });

let place = null, goal = null;
on("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail, line = ctx.sourceElement, at = lineOf(document.activeElement) ?? lineOf(line);
  if (ctx.busy && ctx.posts !== posts) return event.preventDefault(); // seen before the last change
  if (ctx.busy) spare(ctx, tasks);
  place = at && { at, next: at.nextElementSibling };
  const made = "new" in line.dataset && tasks[0]?.type === "main" && find("tr", tasks[0].fragment);
  if (!made) return;
  if (byId(made.id) !== line) byId(made.id)?.remove();
  line.id = made.id;
  const next = lines().find((each) => each !== line && "new" in each.dataset);
  if (next) next.id = "line-new";
});
on("htmx:after:swap", () => { if (place && !lines().includes(place.at) && document.activeElement === document.body) enter(place.next); });
on("htmx:after:settle", ({ detail: { task } }) => {
  const line = task.target?.id === "grid" && byId(`line-${task.target.dataset.at}`); // null: none is named; where the focus was lost, a row that came back has it
  if (line === false || !(goal || (line && document.activeElement === document.body))) return;
  enter(line ?? lines().at(goal.from), goal?.column);
  goal = null;
});

function grow({ target }) { // the next new row is there before one comes to it
  const line = lineOf(target);
  if (!line || !("new" in line.dataset) || line.nextElementSibling) return;
  const next = line.cloneNode(true), key = [...crypto.getRandomValues(new Uint32Array(4))].map((each) => each.toString(16)).join("");
  next.id = `line-new-${key}`;
  next.setAttribute("hx-vals", JSON.stringify({ key }));
  for (const cell of cells(next)) cell.value = cell.defaultValue;
  line.after(next);
  htmx.process(next);
}
on("input", grow);

// 3 · What others typed: asked for while somebody looks and nothing is under way. A row in which one is at work is left for later.
const isBusy = (line) => line?.contains(document.activeElement) || (line && cells(line).some(isUnsaved));
let later = [];
function look(event) {
  const { ctx, ctx: { request: { body } } } = event.detail, known = lines().filter((line) => line.dataset.number);
  if (document.hidden || saving) return event.preventDefault();
  Object.assign(ctx, { posts, busy: known.filter(isBusy) });
  if (later.some((line) => !ctx.busy.includes(line))) body.delete("since"); // tell everything
  body.set("have", known.map((line) => `${line.dataset.number}-${ctx.busy.includes(line) ? "busy" : line.dataset.stamp}`).join(","));
}
function spare(ctx, tasks) {
  const late = tasks.filter(({ target }) => target?.dataset.number && isBusy(lineOf(target)));
  later = [...ctx.busy, ...late.map(({ target }) => target)];
  tasks.splice(0, tasks.length, ...tasks.filter((task) => !late.includes(task)));
}
for (const type of ["htmx:error", "htmx:response:error"]) on(type, (event) => { if (event.target.id === "meanwhile") event.stopPropagation(); }, true); // the next look is soon

// 4 · Keys. Up, Down and Enter go to another row, Left and Right from the edge of a text to the next cell; Tab does what it always does.
let begun = 0, pressed = "";
function enter(line, column = 0) {
  const cell = line && cells(line)[column];
  cell?.focus();
  cell?.select();
}
function go(cell, down, column) {
  const list = lines(), ends = Math.abs(down) === Infinity, from = down > 0 === ends ? -1 : 0;
  const line = ends ? list.at(from) : list[list.indexOf(lineOf(cell)) + down];
  const page = find(`#grid a[rel=${ends ? (down > 0 ? "last" : "first") : (down > 0 ? "next" : "prev")}]`);
  if (line && !(ends && page)) return enter(line, column);
  if (!page) return;
  cell.blur();
  whenSaved(() => { goal = { column, from }; page.click(); });
}
function put(cell, value) {
  cell.value = value;
  cell.select();
  grow({ target: cell });
}

const keys = {
  ArrowUp: (cell) => go(cell, -1, columnOf(cell)),
  ArrowDown: (cell) => go(cell, 1, columnOf(cell)),
  ArrowLeft: (cell) => (cell.selectionStart === 0 && isAtEdge(cell) ? enter(lineOf(cell), columnOf(cell) - 1) : false),
  ArrowRight: (cell) => (cell.selectionEnd === cell.value.length && isAtEdge(cell) ? enter(lineOf(cell), columnOf(cell) + 1) : false),
  Enter: (cell) => go(cell, 1, begun),
  "Shift Enter": (cell) => go(cell, -1, columnOf(cell)),
  "Ctrl Home": (cell) => go(cell, -Infinity, 0),
  "Ctrl End": (cell) => go(cell, Infinity, 0),
  "Ctrl d": (cell) => put(cell, cells(lineOf(cell).previousElementSibling ?? lineOf(cell))[columnOf(cell)].value),
  F2: (cell) => cell.setSelectionRange(cell.value.length, cell.value.length),
  Escape: (cell) => (isUnsaved(cell) ? put(cell, cell.dataset.was) : cell.closest("[tabindex]").focus()), // the second leaves the grid
};
const isAtEdge = (cell) => cell.selectionStart === cell.selectionEnd || cell.selectionEnd - cell.selectionStart === cell.value.length;

on("keydown", (event) => {
  const cell = cellOf(event.target), name = [event.shiftKey && "Shift", (event.ctrlKey || event.metaKey) && "Ctrl", event.key].filter(Boolean).join(" ");
  pressed = event.key;
  if (cell && !event.isComposing && !event.altKey && keys[name] && keys[name](cell) !== false) event.preventDefault();
}, true);
on("focusin", ({ target, relatedTarget }) => { // Enter goes back to where Tab began
  const cell = cellOf(target), isTabbed = pressed === "Tab" && cellOf(relatedTarget) && lineOf(relatedTarget) === lineOf(target);
  if (cell && !isTabbed) begun = columnOf(cell);
});

on("click", (event) => { // from a mistake, told beside the row, to its cell
  const id = event.target.closest("[data-grid] a[href^='#line-']")?.hash.slice(1), cell = id && find(`[data-grid] [aria-describedby~="${id}"]`);
  if (!cell) return;
  event.preventDefault();
  enter(lineOf(cell), columnOf(cell));
});

// 5 · A block of cells, as a spreadsheet copies it, goes to the server in one piece, with what it overwrites.
on("paste", (event) => {
  const cell = cellOf(event.target), text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!cell || !/[\t\r\n]/.test(text)) return;
  event.preventDefault();
  cell.value = cell.dataset.was;
  whenSaved(() => {
    const [form, column, rows] = [byId("grid-block"), columnOf(cell), text.split("\n")], width = rows[0].split("\t").length;
    const over = lines().slice(lines().indexOf(lineOf(cell))).slice(0, rows.length).filter((line) => line.dataset.number);
    const was = over.map((line) => cells(line).slice(column, column + width).map((each) => each.dataset.was).join("\t")).join("\n");
    const shown = { onto: over.map((line) => line.dataset.number).join(), end: find("tr[data-new]") ? 1 : "" }; // the rows it is laid over, and whether those are the last
    for (const [name, value] of Object.entries({ row: lineOf(cell).dataset.number, column, text, was, ...shown })) form.elements[name].value = value;
    goal = { column, from: -1 };
    form.requestSubmit();
  });
});
on("close", () => { goal = null; }, true);
