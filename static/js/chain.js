// The chain of mentions: all places of the text that mean whoever speaks in the chosen quote, or in the opened voice,
// are marked and joined by a thread in the margin. The list of them stands in the page without this file too.
const SVG = "http://www.w3.org/2000/svg";
const RAIL = 10; // so far left of the text the thread runs; the margin of the narrowest page is wider

let voice = ""; // whose chain is drawn
let drawn = null;

const text = () => document.querySelector("[data-aligned]");
const line = (element) => element.getClientRects()[0] ?? null;

// One place may be cut into several pieces by the marks that begin or end in it: the first stands for it.
function places(body) {
  const anchors = [...body.querySelectorAll(`[id^="mention-${voice}-"]`)];
  return anchors.map((anchor) => {
    let piece = anchor.nextElementSibling;
    while (piece && !piece.matches("[data-voices]")) piece = piece.nextElementSibling;
    return { anchor, piece };
  });
}

function part(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function thread(body, boxes) {
  const at = body.getBoundingClientRect();
  const spots = boxes.map((box) => ({ x: box.left - at.left, y: box.bottom - at.top + 1 }));
  const left = -RAIL;
  const svg = part("svg", { class: "thread", "aria-hidden": "true", focusable: "false" });
  svg.append(part("path", { class: "thread__rail", d: `M${left} ${spots[0].y}V${spots.at(-1).y}` }));
  for (const { x, y } of spots) {
    svg.append(part("path", { class: "thread__branch", d: `M${left} ${y}H${Math.max(left, x)}` }));
    svg.append(part("circle", { class: "thread__knot", cx: left, cy: y, r: 3 }));
  }
  return svg;
}

function draw() {
  drawn?.remove();
  drawn = null;
  const body = text();
  if (!body || !voice) return;
  const boxes = places(body).map(({ piece }) => piece && line(piece)).filter(Boolean);
  if (!boxes.length) return;
  drawn = thread(body, boxes);
  body.append(drawn);
}

function show(wanted) {
  const body = text();
  if (!body) return;
  for (const old of body.querySelectorAll(".is-meant")) old.classList.remove("is-meant");
  voice = wanted ?? "";
  for (const piece of voice ? body.querySelectorAll(`[data-voices~="${voice}"]`) : []) piece.classList.add("is-meant");
  draw();
}

// A link to a voice opens its list; one from the list to a place in the text shows whose it is.
function follow() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (!target) return;
  const list = target.closest("[data-chain]");
  if (list) list.open = true;
  else if (target.id.startsWith("mention-")) show(target.id.split("-")[1]);
}

const resized = new ResizeObserver(draw);
function begin() {
  resized.disconnect();
  const body = text();
  if (!body) return;
  resized.observe(body);
  const chosen = body.querySelector('[data-card][aria-current="true"]');
  show(chosen ? chosen.dataset.voice : voice);
}

document.addEventListener("card:chosen", (event) => show(event.detail.card.dataset.voice));
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("[data-chain][open]")) show(event.target.dataset.chain);
}, true);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href*="#voice-"], a[href^="#mention-"]');
  if (link && link.hash === location.hash) follow(); // pressed again: the address doesn't change
});
document.addEventListener("htmx:after:swap", begin);
window.addEventListener("hashchange", follow);
begin();
follow();
