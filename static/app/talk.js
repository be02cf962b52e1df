// Keys in a conversation: j and k go from message to message, n and p from one found to the next, x chooses one, / to the search.
export function startTalk(root) {
  const talk = root.querySelector("[data-talk]");
  if (!talk) return startSteps(root);
  const all = [...talk.querySelectorAll(".app-talk__message")];
  const found = all.filter((one) => one.classList.contains("app-talk__message--hit"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const at = all.indexOf(document.activeElement.closest(".app-talk__message") || talk.querySelector(":target"));
    if (event.key === "j") go(all[at + 1]);
    else if (event.key === "k") go(all[Math.max(at - 1, 0)]);
    else if (event.key === "n") go(found.find((one) => all.indexOf(one) > at), "next", root);
    else if (event.key === "p") go(found.findLast((one) => all.indexOf(one) < at), "previous", root);
    else if (event.key === "x") all[at]?.querySelector("input[type=checkbox]")?.click();
    else if (event.key === "/") {
      const field = root.querySelector("#look input[type=search]");
      if (!field) return;
      field.closest("details").open = true;
      field.focus();
    } else return;
    event.preventDefault();
  });
}

// On a page of one of many: n and p go to the next and the previous one, but not while somebody writes.
function startSteps(root) {
  if (!root.querySelector("[data-step]")) return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const step = { n: "next", p: "previous" }[event.key];
    if (step) root.querySelector(`[data-step="${step}"]`)?.click();
  });
}

function go(message, beyond, root) {
  if (message) {
    message.focus();
    message.scrollIntoView({ block: "center" });
  } else if (beyond) {
    root.querySelector(`[data-hit="${beyond}"]`)?.click();
  }
}
