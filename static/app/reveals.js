// The questions that belong to an answer show when it is chosen. (Checkboxes: the GOV.UK script does it.)
function show(radios) {
  for (const radio of radios.querySelectorAll("input[data-reveals]")) {
    document.getElementById(radio.dataset.reveals)?.classList.toggle("govuk-radios__conditional--hidden", !radio.checked);
  }
}

export function startReveals(root) {
  const groups = [...root.querySelectorAll(".govuk-radios")].filter((one) => one.querySelector("input[data-reveals]"));
  for (const radios of groups) radios.addEventListener("change", () => show(radios));
  groups.forEach(show);
  window.addEventListener("pageshow", () => groups.forEach(show));
}
