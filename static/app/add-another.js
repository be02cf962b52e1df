// More of the same set of questions without loading the page: a formset's empty form is copied. Without JavaScript a
// button named "add" asks the server for one more.
function renumber(html, number) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fragment = holder.content;
  for (const node of fragment.querySelectorAll("*")) {
    for (const attribute of [...node.attributes]) {
      if (attribute.value.includes("__prefix__")) attribute.value = attribute.value.replaceAll("__prefix__", number);
    }
  }
  return fragment;
}

function start(list) {
  const template = list.querySelector("template");
  const total = list.querySelector("input[name$=-TOTAL_FORMS]");
  const button = list.querySelector("[data-add]");
  if (!template || !total || !button) return;
  const most = Number(list.querySelector("input[name$=-MAX_NUM_FORMS]")?.value || 50);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const number = Number(total.value);
    const copy = renumber(template.innerHTML, number);
    const added = copy.firstElementChild;
    button.before(copy);
    total.value = String(number + 1);
    button.hidden = number + 1 >= most;
    document.dispatchEvent(new CustomEvent("app:added", { detail: added }));
    added.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
}

export function startAddAnother(root) {
  root.querySelectorAll("[data-add-another]").forEach(start);
}
