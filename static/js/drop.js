// Files dropped or pasted anywhere on the intake go into its real file field; the list says which.
// Without this file the field and the text area work as they are.

const form = document.querySelector("[data-intake]");

function show(field) {
  const told = form.querySelector("[data-chosen]");
  const names = [...field.files].map((file) => file.name);
  told.textContent = names.length > 3 ? `${names.slice(0, 3).join(", ")} +${names.length - 3}` : names.join(", ");
  told.hidden = names.length === 0;
}

function take(files) {
  if (!files.length) return;
  const field = form.querySelector("input[type=file]");
  const all = new DataTransfer();
  for (const file of [...field.files, ...files]) all.items.add(file);
  field.files = all.files;
  show(field);
}

if (form) {
  const zone = form.querySelector("[data-drop]");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault(); // a file dropped beside the zone must not replace the page
    zone.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("is-over");
    take(event.dataTransfer.files);
  });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]")) show(event.target);
  });
}
