// On a phone the filter is closed until asked for.
export function startFilter(root) {
  for (const filter of root.querySelectorAll("[data-app-filter]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-filter__toggle";
    button.setAttribute("aria-controls", filter.id);
    const show = (open) => {
      filter.classList.toggle("app-filter__closed", !open);
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Hide filter" : "Show filter";
    };
    button.addEventListener("click", () => show(filter.classList.contains("app-filter__closed")));
    show(Boolean(filter.querySelector(".govuk-error-message")));
    filter.prepend(button);
  }
}
