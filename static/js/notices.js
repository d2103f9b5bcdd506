// Says so when the server can't be reached or fails; what an act answers stands in the page already.
const words = document.querySelector("template[data-trouble]");

function tell() {
  const notices = document.getElementById("notices");
  if (notices && words) notices.replaceChildren(words.content.cloneNode(true));
}

document.addEventListener("htmx:error", tell);
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail.ctx.response.status >= 500) tell();
});
document.addEventListener("click", (event) => {
  event.target.closest("[data-close-notice]")?.closest(".notice")?.remove();
});
