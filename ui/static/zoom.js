// Pictures of pages, larger and smaller; the browser asks for one that is sharp at that size.

const LEVELS = [1, 1.5, 2, 3, 4];

let level = 0; // kept while pages are turned

/** Shows the pictures and the buttons of a part of the page as they are to be. */
export function zoomed(part) {
  for (const figure of part.querySelectorAll(".page-picture")) {
    const box = figure.parentElement;
    const x = (box.scrollLeft + box.clientWidth / 2) / (figure.offsetWidth || 1);
    figure.style.width = `${LEVELS[level] * 100}%`;
    figure.querySelector("img").sizes = `${Math.ceil(figure.offsetWidth)}px`;
    box.scrollLeft = x * figure.offsetWidth - box.clientWidth / 2;
  }
  for (const buttons of part.querySelectorAll(".zoom")) {
    buttons.hidden = false;
    buttons.querySelector('[data-do="zoom-out"]').disabled = level === 0;
    buttons.querySelector('[data-do="zoom-in"]').disabled = level === LEVELS.length - 1;
  }
}

/** Scrolls the picture of a page, in its box, to the first words that are marked. */
export function showMark(part) {
  const mark = part.querySelector(".page-marks [id]");
  const box = mark?.closest(".page-box");
  if (!box) return;
  const [at, shown] = [mark.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollTop += at.top - shown.top - (box.clientHeight - at.height) / 3;
  box.scrollLeft += at.left - shown.left - Math.max(0, (box.clientWidth - at.width) / 2);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('[data-do="zoom-in"], [data-do="zoom-out"]');
  if (!button) return;
  level += button.dataset.do === "zoom-in" ? 1 : -1;
  level = Math.max(0, Math.min(LEVELS.length - 1, level));
  zoomed(button.closest("main, .pane-body") ?? document);
});
