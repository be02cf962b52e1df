// A form is sent once per press; after a failure, or coming back to the page, it can be sent again.
const RELEASE_AFTER = 8000;

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[aria-disabled=true]")) button.removeAttribute("aria-disabled");
}

function guard(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("once" in form.dataset)) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  // The browser is still on this page: the answer is slow or never came. Sending again is safe: the server takes one.
  window.setTimeout(() => release(form), RELEASE_AFTER);
}

export function startOnce(root) {
  root.addEventListener("submit", guard);
  window.addEventListener("pageshow", () => root.querySelectorAll("form[data-once]").forEach(release));
}
