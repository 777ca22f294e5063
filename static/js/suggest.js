// Suggestions under a search box: the ARIA combobox pattern over GET /suggest/?q=&lang=.
// Answer: {"groups": [{"kind", "label", "items": [{"title", "url", "detail", "secteur", "marked": [[start, end]]}]}]}

const PAUSE = 120; // ms without a key before asking
const SHORTEST = 2; // characters

const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

// The title cut in plain and marked pieces: never HTML from the network.
const marked = (title, ranges = []) => {
  const pieces = [];
  let from = 0;
  for (const [start, end] of ranges) {
    pieces.push(title.slice(from, start), element("mark", {}, title.slice(start, end)));
    from = end;
  }
  return [...pieces, title.slice(from)];
};

export const suggest = (field) => {
  const id = `${field.id}-liste`;
  const box = element("div", { class: "propose", id, role: "listbox", "aria-label": field.dataset.libelle });
  const status = element("span", { class: "invisible", role: "status" });
  let options = [];
  let active = -1;
  let timer = 0;
  let request = null;

  const show = (open) => {
    box.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) activate(-1);
  };

  const activate = (index) => {
    active = index;
    options.forEach((option, position) => option.setAttribute("aria-selected", String(position === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }
  };

  const render = ({ groups = [] }) => {
    options = [];
    const nodes = groups.filter((group) => group.items.length).map((group, position) => {
      const name = `${id}-${position}`;
      const items = group.items.map((item) => {
        const option = element(
          "div",
          { role: "option", id: `${id}-o${options.length}`, "aria-selected": "false", "data-url": item.url },
          element("span", { class: `carreau s-${item.secteur || "neutre"}`, "aria-hidden": "true" }),
          element("span", {}, ...marked(item.title, item.marked)),
          element("small", {}, item.detail || ""),
        );
        options.push(option);
        return option;
      });
      const title = element("div", { class: "propose__groupe", id: name, role: "presentation" }, group.label);
      return element("div", { role: "group", "aria-labelledby": name }, title, ...items);
    });
    box.replaceChildren(...nodes);
    status.textContent = options.length ? `${options.length} ${field.dataset.libelle.toLowerCase()}` : "";
    show(options.length > 0);
  };

  const ask = async (words) => {
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams({ q: words, lang: field.dataset.langue });
    try {
      const answer = await fetch(`${field.dataset.propose}?${query}`, { signal: request.signal });
      if (answer.ok && field.value.trim() === words) render(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const words = field.value.trim();
    if (words.length < SHORTEST) {
      request?.abort();
      show(false);
    } else timer = setTimeout(ask, PAUSE, words);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      show(false);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options[active].dataset.url);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && options.length) {
      event.preventDefault();
      if (box.hidden) show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length);
    }
  });

  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", () => show(false));

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
  })) field.setAttribute(name, value);
  box.hidden = true;
  field.parentNode.after(box, status);
};
