// One card is the chosen one: j and k move it, a click or the address chooses it, and it stays chosen when an
// act on it, or the whole article, is swapped; where it is gone, the next one that waits is chosen. Cards are [data-card]; they stand in a [data-cards] list.

const list = () => document.querySelector("[data-cards]");
const all = () => [...(list()?.querySelectorAll("[data-card]") ?? [])];
export const chosen = () => list()?.querySelector('[data-card][aria-current="true"]') ?? null;

let lastPlace = -1; // where the chosen card stood, should it be gone after a swap; nowhere before one was chosen
let lastId = "";

export function choose(card, { scroll = true } = {}) {
  if (!card) return;
  for (const other of all()) if (other !== card) other.removeAttribute("aria-current");
  card.setAttribute("aria-current", "true");
  lastPlace = all().indexOf(card);
  lastId = card.id;
  document.dispatchEvent(new CustomEvent("card:chosen", { detail: { card, scroll } }));
  if (scroll && !document.querySelector("[data-aligned]")) card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const cards = all();
  const here = cards.indexOf(chosen());
  choose(cards[here < 0 ? 0 : Math.min(cards.length - 1, Math.max(0, here + by))]);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (button) {
    step(Number(button.dataset.step));
    return;
  }
  const card = event.target.closest("[data-card]");
  if (card && !card.matches('[aria-current="true"]')) choose(card, { scroll: false });
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-cards] [data-card]");
  if (card && card !== chosen()) choose(card, { scroll: false });
});

function fromAddress() {
  const card = location.hash.length > 1 ? document.getElementById(location.hash.slice(1))?.closest("[data-card]") : null;
  if (card) choose(card);
}

// An act swaps its card: the new one stays chosen, or hands on to the next that waits.
document.addEventListener("htmx:after:swap", () => {
  const cards = all();
  if (!cards.length || chosen() || lastPlace < 0) return;
  const same = document.getElementById(lastId);
  if (same && !same.hasAttribute("data-decided")) {
    choose(same, { scroll: false });
    return;
  }
  const here = cards[Math.min(lastPlace, cards.length - 1)];
  const next = here.hasAttribute("data-decided") ? cards.slice(lastPlace + 1).find((card) => !card.hasAttribute("data-decided")) : here;
  choose(next ?? here);
});

// The whole article is not swapped under somebody who writes in it or says who speaks: what is new is asked for
// again in a second.
document.addEventListener("htmx:before:swap", (event) => {
  const writing =
    document.activeElement?.closest("#article :is(input:not([type=hidden]), textarea, select)") ??
    document.querySelector("#article .chooser");
  if (writing && event.detail.tasks.some(({ target }) => target?.id === "article" || target === "#article")) event.preventDefault();
});

window.addEventListener("hashchange", fromAddress);
document.addEventListener("DOMContentLoaded", () => { // after every module has run
  fromAddress();
  if (!chosen() && all().length === 1) choose(all()[0], { scroll: false }); // its keys can mean no other
});
