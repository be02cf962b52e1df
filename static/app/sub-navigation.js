// On a phone the pages of a record stand in one line: the page one is on is brought into sight, and a button shows all of
// them. Nothing is done where they fit.
export function startSubNavigation(root) {
  for (const list of root.querySelectorAll(".moj-sub-navigation__list")) {
    if (list.scrollWidth <= list.clientWidth) continue;
    const here = list.querySelector('[aria-current="page"]');
    if (here) list.scrollLeft = here.parentElement.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
    list.after(showAll(list));
  }
}

function showAll(list) {
  const button = document.createElement("button");
  const all = `Show all ${list.children.length} pages`;
  button.type = "button";
  button.className = "app-all-pages";
  button.textContent = all;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const isOpen = list.parentElement.classList.toggle("moj-sub-navigation--all");
    button.setAttribute("aria-expanded", String(isOpen));
    button.textContent = isOpen ? "Show them in one line" : all;
  });
  return button;
}
