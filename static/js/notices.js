// Says so when the server can't be reached or fails; what an act answers stands in the page already.
function tell(what) {
  const notices = document.getElementById("notices");
  const words = document.querySelector(`template[data-${what}]`);
  if (notices && words) notices.replaceChildren(words.content.cloneNode(true));
}

document.addEventListener("htmx:error", () => tell("trouble"));
document.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status >= 500) tell("trouble");
  else if (status === 403 || status === 404) tell("refused");
});
document.addEventListener("click", (event) => {
  event.target.closest("[data-close-notice]")?.closest(".notice")?.remove();
});
