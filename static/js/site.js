// Everything works without this file: filters fold on small screens, words are suggested in the search box.
import { suggest } from "./suggest.js";

if (matchMedia("(max-width: 55.99rem)").matches) {
  for (const panel of document.querySelectorAll(".filtres[open]")) panel.open = false;
}

// Panels of the header: Escape and a click elsewhere close them, focus goes where it is expected.
for (const panel of document.querySelectorAll(".langue, .loupe")) {
  addEventListener("click", (event) => {
    if (!panel.contains(event.target)) panel.open = false;
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open || event.defaultPrevented) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  panel.addEventListener("toggle", () => {
    if (panel.open) panel.querySelector("input")?.focus();
  });
}

for (const field of document.querySelectorAll("[data-propose]")) suggest(field);
