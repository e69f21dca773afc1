/* global document, location, window, DOMPoint */
/*
 * What the page does when it is used: says what is under the pointer or the keys, and sorts the table. Browsers run this
 * file as it is, so it is plain JavaScript; without it the page still shows every figure.
 */

const tip = document.getElementById("tip");

/** Where on the screen the thing is that the tip speaks of; asked again when the page is scrolled. */
let anchor;

/** Shows a text beside a place on the screen, inside of the window; also said by screen readers. */
function say(text, place) {
  if (tip.textContent !== text) tip.textContent = text;
  tip.hidden = false;
  anchor = place;
  putTip();
}

function putTip() {
  const { x, y } = anchor();
  const { width, height } = tip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = y + 16 + height < clientHeight;
  tip.style.left = `${Math.max(8, Math.min(x + 12, clientWidth - width - 8))}px`;
  tip.style.top = `${Math.max(8, below ? y + 16 : y - height - 12)}px`;
}

function hush() {
  tip.hidden = true;
  tip.textContent = "";
}

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") hush();
});
const follow = () => tip.hidden || putTip();
window.addEventListener("scroll", follow, { capture: true, passive: true });
window.addEventListener("resize", follow);

// Definitions of the metrics, and the ranges behind the medians

for (const button of document.querySelectorAll("thead button[aria-describedby]")) {
  const definition = document.getElementById(button.getAttribute("aria-describedby"));
  const show = () => {
    say(definition.textContent, () => {
      const { left, bottom } = button.getBoundingClientRect();
      return { x: left - 12, y: bottom - 8 };
    });
  };
  button.addEventListener("pointerenter", show);
  button.addEventListener("focus", show);
  button.addEventListener("pointerleave", hush);
  button.addEventListener("blur", hush);
}

// Sorting

/** Sorts by a column: ascending first, the other way round the second time; what has no figure stays below. */
function sortBy(table, headings, column) {
  const body = table.tBodies[0];
  const direction = headings[column].getAttribute("aria-sort") === "ascending" ? -1 : 1;
  const value = (row) => row.cells[column].dataset.value;
  const compare = (a, b) => (column === 0 ? a.localeCompare(b, "en", { numeric: true }) : Number(a) - Number(b));
  const rows = [...body.rows];
  const known = rows.filter((row) => value(row) !== undefined);
  known.sort((a, b) => direction * compare(value(a), value(b)));
  body.append(...known, ...rows.filter((row) => value(row) === undefined));
  for (const heading of headings) heading.setAttribute("aria-sort", "none");
  headings[column].setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
}

for (const table of document.querySelectorAll("table.sortable")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) =>
    heading.querySelector("button").addEventListener("click", () => sortBy(table, headings, column)),
  );
}

// Links into what is folded

/** Unfolds what the address leads to, whatever it lies in. */
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  target.querySelector(":scope > details")?.setAttribute("open", "");
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}
window.addEventListener("hashchange", unfold);
if (location.hash !== "") unfold();

// Charts of points: each symbol brings its words

function connectPoints(stage) {
  const points = () => [...visible(stage, ".point[aria-label]")].sort((a, b) => middle(a).x - middle(b).x);
  let current = -1;
  const show = (point) => say(point.getAttribute("aria-label"), () => middle(point));
  stage.addEventListener("pointermove", ({ clientX, clientY }) => {
    const nearest = closest(points(), (point) => distance(middle(point), { x: clientX, y: clientY }));
    if (nearest && nearest.away < 28) show(nearest.item);
    else hush();
  });
  stage.addEventListener("pointerleave", hush);
  stage.addEventListener("blur", hush);
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = points();
    current = (current + step + all.length + (current < 0 && step < 0 ? 1 : 0)) % all.length;
    show(all[current]);
  });
}

// Charts of lines: values are read back from the drawing, by its axes

function connectLines(stage) {
  let current;
  const lines = () => [...visible(stage, ".line")].map(readLine).filter(({ points }) => points.length > 0);
  let cached;
  const known = () => {
    const [first] = visible(stage, "svg");
    if (cached?.svg !== first) cached = { svg: first, lines: lines() };
    return cached;
  };
  const show = (line, index) => {
    const { svg } = known();
    const { x, y } = JSON.parse(svg.dataset.pointer);
    const point = line.points[index];
    current = { line, index };
    light(stage, line.path);
    mark(line.path, point);
    const onScreen = () => new DOMPoint(point.x, point.y).matrixTransform(line.path.getScreenCTM());
    say(`${line.name}: ${figure(x, point.x)} after the start, ${figure(y, point.y)}`, onScreen);
  };
  const leave = () => {
    hush();
    light(stage);
    current = undefined;
  };
  stage.addEventListener("pointermove", ({ clientX, clientY }) => {
    const found = known().lines.map((line) => {
      const pointer = new DOMPoint(clientX, clientY).matrixTransform(line.path.getScreenCTM().inverse());
      const index = line.points.map((point) => distance(point, pointer));
      const away = Math.min(...index);
      return { line, index: index.indexOf(away), away };
    });
    const nearest = closest(found, ({ away }) => away);
    if (nearest && nearest.away < 40) show(nearest.item.line, nearest.item.index);
    else leave();
  });
  stage.addEventListener("pointerleave", leave);
  stage.addEventListener("blur", leave);
  stage.addEventListener("keydown", (event) => {
    const all = known().lines;
    const start = current ?? { line: all.at(-1), index: -1 };
    const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const across = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (all.length === 0 || (along === undefined && across === undefined)) return;
    event.preventDefault();
    const line = across ? all[(all.indexOf(start.line) + across + all.length) % all.length] : start.line;
    const wanted = start.index + (along ?? 0) * (event.shiftKey ? 20 : 1);
    show(line, Math.max(0, Math.min(line.points.length - 1, wanted)));
  });
}

function readLine(path) {
  const numbers = path.getAttribute("d").match(/-?[\d.]+(?:e-?\d+)?/g) ?? [];
  const points = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    points.push({ x: Number(numbers[index]), y: Number(numbers[index + 1]) });
  }
  return { path, points, name: path.getAttribute("aria-label") };
}

/** The figure at a place on an axis, in its unit. */
function figure({ type, domain: [from, to], range: [start, end], unit }, place) {
  const part = (place - start) / (end - start);
  const measured = type === "log" ? from * (to / from) ** part : from + part * (to - from);
  const value = measured / unit.size;
  return `${value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 })} ${unit.name}`;
}

/** Lets a line and what belongs to its pattern stand out. */
function light(stage, path) {
  const own = [...(path?.classList ?? [])].find((name) => name.startsWith("case-"));
  stage.classList.toggle("lit", own !== undefined);
  for (const each of stage.querySelectorAll(".is-lit")) each.classList.remove("is-lit");
  if (own !== undefined) for (const each of stage.querySelectorAll(`.${own}`)) each.classList.add("is-lit");
  if (!path) for (const each of stage.querySelectorAll(".cursor")) each.remove();
}

/** Puts the cursor on a point of a line. */
function mark(path, point) {
  const stage = path.closest(".stage");
  const cursor = stage.querySelector(".cursor") ?? document.createElementNS("http://www.w3.org/2000/svg", "circle");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("r", "4");
  cursor.setAttribute("cx", point.x);
  cursor.setAttribute("cy", point.y);
  path.parentNode.append(cursor);
}

function visible(stage, selector) {
  return [...stage.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0);
}

function middle(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

function closest(items, measure) {
  let best;
  for (const item of items) {
    const away = measure(item);
    if (!best || away < best.away) best = { item, away };
  }
  return best;
}

for (const stage of document.querySelectorAll(".stage[data-answers='points']")) connectPoints(stage);
for (const stage of document.querySelectorAll(".stage[data-answers='lines']")) connectLines(stage);
