// Everything works without this file: filters fold on small screens, words are suggested in the search box.
import { suggest } from "./suggest.js";

if (matchMedia("(max-width: 55.99rem)").matches) {
  for (const panel of document.querySelectorAll(".filtres[open]")) panel.open = false;
}

// One menu open at a time; Escape and a click elsewhere close the list of languages.
const languages = document.querySelector(".langue");
if (languages) {
  addEventListener("click", (event) => {
    if (!languages.contains(event.target)) languages.open = false;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !languages.open) return;
    languages.open = false;
    languages.querySelector("summary").focus();
  });
}

for (const field of document.querySelectorAll("[data-propose]")) suggest(field);
