// The page of kept questions: what is taken note of, or let go, changes in its place.

const METHODS = { seen: ["POST", "/seen"], "let-go": ["DELETE", ""] };

async function act(button) {
  const item = button.closest("[data-kept]");
  const [method, more] = METHODS[button.dataset.do];
  const path = item.dataset.kept.split("/").map(encodeURIComponent).join("/");
  const response = await fetch(new URL(`kept/${path}${more}`, document.baseURI), { method }).catch(() => null);
  if (response) location.reload();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-kept] [data-do]");
  if (button) act(button);
});
