// The page of the code for schools: the preview follows the choices, buttons copy. Without it, a button sends the form.
const form = document.querySelector("[data-afficher]");
let waiting, running;

function dress(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copier]")) {
    button.hidden = false;
    const said = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.closest("details").querySelector("textarea").value);
      button.textContent = button.dataset.fait;
      setTimeout(() => (button.textContent = said), 2500);
    });
  }
}

async function refresh() {
  running?.abort();
  running = new AbortController();
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const url = `${form.action}?${asked}`;
  try {
    const answer = await fetch(url, { signal: running.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const open = [...document.querySelectorAll("#resultat details[open]")].map((one) => one.id);
    for (const id of ["choix", "resultat"]) {
      const place = document.getElementById(id);
      if (place.contains(document.activeElement) && id === "choix") continue;
      place.replaceChildren(...page.getElementById(id).childNodes);
    }
    for (const one of document.querySelectorAll("#resultat details")) one.open = open.includes(one.id);
    dress(document.getElementById("resultat"));
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}

form.addEventListener("input", (event) => {
  // Another name typed is another school.
  if (event.target.name === "etablissement") for (const one of form.querySelectorAll("[name=uai]")) one.checked = false;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 400);
});
// The preview tells its height: only that window is heard, and only from here.
addEventListener("message", (event) => {
  const frame = document.querySelector(".afficher__cadre");
  const said = event.data;
  if (event.source !== frame?.contentWindow || event.origin !== location.origin) return;
  if (said?.source === "proch-orientation" && said.type === "height") frame.style.blockSize = `${Math.min(5000, Number(said.height))}px`;
});
dress(document);
