// Runs before the page is drawn, so that what only works with JavaScript does not flash up.
document.documentElement.classList.add("js-enabled");
document.addEventListener("DOMContentLoaded", () => {
  if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("js-enabled", "govuk-frontend-supported");
});
