// Marks and cards: pointing at one lights the other; on wide screens each card stands beside its quote,
// none over another, and the chosen one exactly at its line. Without this file cards follow their paragraph.
import { choose, chosen } from "./cards.js";

let body = document.querySelector("[data-aligned]");
const wide = matchMedia("(min-width: 68.01rem)");
const GAP = 4;

// Where the cards stand, as a sheet and not as attributes: htmx would copy those, which the page's policy forbids.
const places = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, places];

const marksOf = (id) => body.querySelectorAll(`[data-quotes~="${id}"]`);
const cardOf = (id) => document.getElementById(`quote-${id}`);
const idOf = (card) => card.id.replace("quote-", "");
const innermost = (mark) => mark.dataset.quotes.split(" ").at(-1);

function light(id, on) {
  for (const mark of marksOf(id)) mark.classList.toggle("is-lit", on);
  for (const part of body.querySelectorAll(`[data-of~="${id}"]`)) part.classList.toggle("is-lit", on);
  cardOf(id)?.classList.toggle("is-lit", on);
}

let lit = null;
function point(id) {
  const keep = chosen() ? idOf(chosen()) : null;
  if (lit && lit !== id && lit !== keep) light(lit, false);
  lit = id;
  for (const shown of [keep, id]) if (shown) light(shown, true);
}

const idAt = (target) => {
  const mark = target.closest?.("[data-quotes]");
  if (mark) return innermost(mark);
  const card = target.closest?.("[data-card]");
  return card ? idOf(card) : null;
};

function wanted(card, top) {
  const mark = body.querySelector(`[data-quotes~="${idOf(card)}"]`) ?? card.closest(".block");
  return (mark.getClientRects()[0] ?? mark.getBoundingClientRect()).top - top;
}

// Top down so that none overlaps; then the chosen one takes its own line and pushes those above it up.
function place() {
  if (!body?.isConnected) return;
  const cards = [...body.querySelectorAll("[data-card]")];
  body.classList.toggle("is-placed", wide.matches);
  if (!wide.matches) {
    places.replaceSync("");
    return;
  }
  const top = body.getBoundingClientRect().top;
  const boxes = cards.map((card) => ({ card, want: wanted(card, top), height: card.offsetHeight }));
  boxes.sort((left, right) => left.want - right.want);
  const fixed = boxes.findIndex((box) => box.card.matches('[aria-current="true"]'));
  let floor = -Infinity;
  boxes.forEach((box, at) => {
    box.top = at === fixed ? box.want : Math.max(box.want, floor);
    floor = box.top + box.height + GAP;
  });
  for (let at = fixed - 1; at >= 0; at -= 1) {
    boxes[at].top = Math.min(boxes[at].top, boxes[at + 1].top - GAP - boxes[at].height);
  }
  const last = boxes.at(-1);
  const rules = boxes.map((box) => `#${box.card.id} { top: ${Math.round(box.top)}px; }`);
  if (last) rules.push(`.is-placed { min-height: ${Math.round(last.top + last.height)}px; }`);
  places.replaceSync(rules.join("\n"));
}

const resized = new ResizeObserver(place);

// The whole article is swapped once it is read: everything hangs on what stands there now.
function begin() {
  const now = document.querySelector("[data-aligned]");
  if (now !== body || !now?.dataset.begun) {
    body = now;
    resized.disconnect();
    if (!body) return;
    body.dataset.begun = "true";
    resized.observe(body);
    body.addEventListener("pointerover", (event) => point(idAt(event.target)));
    body.addEventListener("pointerleave", () => point(null));
    body.addEventListener("focusin", (event) => point(idAt(event.target)));
    body.addEventListener("toggle", place, true);
    body.addEventListener("click", onClick);
  }
  place();
}

function onClick(event) {
  const mark = event.target.closest("[data-quotes]");
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(cardOf(innermost(mark)), { scroll: !wide.matches });
  history.replaceState(null, "", mark.hash);
}

document.addEventListener("card:chosen", (event) => {
  if (!body?.isConnected) return;
  const id = idOf(event.detail.card);
  for (const old of body.querySelectorAll(".is-lit")) old.classList.remove("is-lit");
  point(id);
  place();
  if (!event.detail.scroll) return;
  const target = wide.matches ? marksOf(id)[0] : event.detail.card;
  target?.scrollIntoView({ block: wide.matches ? "center" : "nearest" });
});
document.addEventListener("htmx:after:swap", begin);
wide.addEventListener("change", place);
begin();
