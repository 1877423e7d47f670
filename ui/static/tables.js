// Tables that are wider than their box.

/** Scrolls each table sideways until the cell that answers is in sight. */
export function reveal(within) {
  for (const box of within.querySelectorAll(".table-box")) {
    const cell = box.querySelector(".answers");
    if (!cell || box.scrollWidth <= box.clientWidth) continue;
    const first = cell.parentElement.firstElementChild;
    const last = cell.parentElement.querySelector(".chips");
    const shown = box.getBoundingClientRect();
    const at = cell.getBoundingClientRect();
    const start = shown.left + (first === cell ? 0 : first.offsetWidth);
    const end = shown.right - (last?.offsetWidth ?? 0);
    if (at.left < start || at.right > end) box.scrollLeft += at.left - start - 16;
  }
}
