// "/" puts the cursor into the search box, unless somebody is typing.
const TYPING = "input, textarea, select, [contenteditable]";

export function startSearchKey(root) {
  const box = root.getElementById("site-search");
  if (!box) return;
  root.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.defaultPrevented || event.key !== "/" || !plain || event.target.closest(TYPING)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
