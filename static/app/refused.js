// The answer to a form that was refused stands in the browser's history as something to send again. Nothing of this site is
// kept there, so Back would lead to an error of the browser. Once it is said to be a page like others, Back opens the form anew.
export function startRefused(root) {
  const isOwn = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname === location.pathname;
  if (root.querySelector(".govuk-error-summary") && [...root.querySelectorAll('form[method="post"]')].some(isOwn)) {
    history.replaceState(history.state, "", location.href);
  }
}
