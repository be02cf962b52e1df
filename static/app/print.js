// On paper everything that can be opened is open, links show their full address, and afterwards all is as before.
export function startPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
    for (const link of document.querySelectorAll('main a[href]:not([href^="#"])')) link.dataset.printUrl = link.href;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    for (const link of document.querySelectorAll("main a[data-print-url]")) delete link.dataset.printUrl;
  });
}
