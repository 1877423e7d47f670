// The bell below an answer: whether its question is asked again when the documents change.

const app = () => document.querySelector(".tenkyo");

/** Keeps the question of a turn, or lets it go; tells what was done, in words. */
export async function toggle(button, turn, conversation) {
  const keep = button.getAttribute("aria-pressed") !== "true";
  const path = [conversation, turn.dataset.key].map(encodeURIComponent).join("/");
  const response = await fetch(new URL(`kept/${path}`, document.baseURI), {
    method: keep ? "POST" : "DELETE",
  }).catch(() => null);
  if (!response) return "";
  // What is not kept any more was let go elsewhere.
  const done = response.ok || (!keep && response.status === 404);
  const said = done ? app().dataset[keep ? "kept" : "ended"] : await response.text();
  if (done) button.setAttribute("aria-pressed", String(keep));
  const noted = turn.querySelector(".actions .noted");
  if (noted) noted.textContent = said;
  return said;
}
