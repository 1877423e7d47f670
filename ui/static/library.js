// The list of documents: what is typed and chosen is shown at once, without leaving the page.

const PAUSE = 150; // ms without a key until what is typed is looked for

let timer = 0;
let request = null;
const form = document.querySelector(".library-filters");
const list = () => document.querySelector("#library");

function address() {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  if (query.get("sort") === "title") query.delete("sort");
  return new URL(query.size ? `documents?${query}` : "documents", document.baseURI);
}

async function show(url) {
  request?.abort();
  const mine = (request = new AbortController());
  try {
    const response = await fetch(url, { signal: mine.signal });
    if (!response.ok) return location.assign(url);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    list().replaceChildren(...page.querySelector("#library").childNodes);
    form.elements.sort.value = page.querySelector('[name="sort"]').value;
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

form.classList.add("live");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(address());
});
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => show(address()), PAUSE);
});
