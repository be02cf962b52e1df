// On a phone the pages of a record stand in one line: the page one is on is brought into sight. Nothing is moved that fits.
export function startSubNavigation(root) {
  for (const here of root.querySelectorAll('.moj-sub-navigation__link[aria-current="page"]')) {
    const list = here.closest(".moj-sub-navigation__list");
    if (list.scrollWidth > list.clientWidth) {
      list.scrollLeft = here.parentElement.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
    }
  }
}
