// Every key is a real button or link that names it in aria-keyshortcuts; pressing the key clicks it.
// Where several show the same key, the one in the chosen card ([aria-current="true"]) or around the
// focus is meant; one inside a card that is not chosen never is. Nothing fires in a text field.

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

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    const open = [...document.querySelectorAll("[data-escape]:is(details[open], :not(details))")];
    const meant = open.find((part) => part.contains(document.activeElement)) ?? open.at(-1);
    meant?.querySelector("[data-close]")?.click();
    return;
  }
  if (event.target.closest(TYPING)) return;
  const button = meant(event.key);
  if (!button || event.repeat) return;
  event.preventDefault();
  if (button.matches(TYPING)) button.focus();
  else button.click();
});
