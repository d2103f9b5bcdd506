// Every key is a real button or link that names it in aria-keyshortcuts; pressing the key clicks it.
// Where several show the same key, the one in the chosen card ([aria-current="true"]) or around the
// focus is meant; one inside a card that is not chosen never is. Nothing fires in a text field, and while a
// part that Escape closes ([data-escape]: who speaks, a menu) is open or on its way, nothing outside of it does:
// what is typed then is a name. A figure chooses as long as no name is begun.

const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

const isShown = (element) =>
  !element.disabled && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");

export function meant(key, focus = document.activeElement) {
  const named = [...document.querySelectorAll("[aria-keyshortcuts]")].filter(
    (element) => element.getAttribute("aria-keyshortcuts").split(" ").includes(key) && isShown(element),
  );
  const focused = focus?.closest?.("[data-card]");
  const rank = (element) => {
    const card = element.closest("[data-card]");
    if (!card) return 1;
    if (card === focused) return 3;
    return card.matches('[aria-current="true"]') ? 2 : 0;
  };
  const best = Math.max(0, ...named.map(rank));
  return best ? named.find((element) => rank(element) === best) : undefined;
}

const openParts = () => [...document.querySelectorAll("[data-escape]:is(details[open], :not(details))")].filter(isShown);
const first = (part) => part?.querySelector("[data-first]");

let early = null; // what was typed since something was asked for that will take it; null where nothing was

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) early = "";
});
for (const over of ["htmx:error", "htmx:response:error"]) document.addEventListener(over, () => { early = null; });

function begin(part) {
  const field = first(part);
  if (!field) return;
  part.dataset.begun = "true";
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  if (early) {
    field.value += early;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  early = null;
  requestAnimationFrame(() => part.scrollIntoView({ block: "nearest" }));
}

document.addEventListener("htmx:after:swap", () => {
  for (const part of document.querySelectorAll("[data-escape]:not([data-begun])")) begin(part);
});
document.addEventListener("DOMContentLoaded", () => openParts().forEach(begin));

function typedEarly(event) {
  if (event.key === "Escape") early = null;
  else if (event.key === "Backspace") early = early.slice(0, -1);
  else if (event.key.length === 1) early += event.key;
  else return;
  event.preventDefault();
}

function typedInto(part, event) {
  const field = first(part);
  if (/^[0-9]$/.test(event.key) && !field?.value) {
    const choice = [...part.querySelectorAll("[aria-keyshortcuts]")].find((element) => element.getAttribute("aria-keyshortcuts") === event.key && isShown(element));
    if (choice && !event.repeat) choice.click();
    if (choice) event.preventDefault();
  } else if (field && event.key.length === 1 && event.key !== " " && !event.target.closest(TYPING)) field.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (early !== null) {
    typedEarly(event);
    return;
  }
  const open = openParts();
  if (event.key === "Escape") {
    const meant = open.find((part) => part.contains(document.activeElement)) ?? open.at(-1);
    meant?.querySelector("[data-close]")?.click();
    return;
  }
  const elsewhere = event.target.closest(TYPING) && !open.some((part) => part.contains(event.target));
  if (open.length && !elsewhere) {
    typedInto(open.find((part) => part.contains(event.target)) ?? open.at(-1), event);
    return;
  }
  if (event.target.closest(TYPING)) return;
  const button = meant(event.key);
  if (!button || event.repeat) return;
  event.preventDefault();
  if (button.matches(TYPING)) button.focus();
  else button.click();
});
