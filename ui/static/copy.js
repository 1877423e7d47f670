// Copying to the clipboard, also where the page is not served over https.

/** Copies text, says so on the button, and returns what was said. */
export async function copyFrom(button, text) {
  await (navigator.clipboard?.writeText(text) ?? copyOldWay(text));
  const said = button.closest(".tenkyo").dataset.copied;
  flash(button, said);
  return said;
}

function copyOldWay(text) {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "unseen";
  const focused = document.activeElement;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
  focused?.focus();
}

function flash(button, said) {
  const place = button.parentElement.querySelector(".noted") ?? button;
  if (place.dataset.before !== undefined) return;
  place.dataset.before = place.textContent;
  place.textContent = said;
  setTimeout(() => {
    place.textContent = place.dataset.before;
    delete place.dataset.before;
  }, 1800);
}
