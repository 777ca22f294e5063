// Suggestions under a search box: the combobox pattern of the ARIA Authoring Practices over GET /suggest/?q=&lang=.
// Answer: {"groups": [{"kind", "label", "items": [{"title", "url", "detail", "secteur", "lang", "marked", "marked_detail"}]}]}
// where `marked` and `marked_detail` are [[start, end]] offsets. Without this file the box is a plain form.

const PAUSE = 120; // ms without a key before asking
const SHORTEST = 2; // characters
const REMEMBERED = 50; // answers kept while the page lives
const ICONS = {
  ambassadeur: "user", commune: "map-pin", etablissement: "building", evenement: "calendar-event",
  formation: "school", metier: "briefcase", page: "info-circle", secteur: "hierarchy",
};

const element = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

// The text cut in plain and marked pieces: never HTML from the network.
const marked = (text, ranges = []) => {
  const pieces = [];
  let from = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(from, start), element("mark", {}, text.slice(start, end)));
    from = end;
  }
  return [...pieces, text.slice(from)];
};

const sign = (kind, secteur) => element("span", {
  class: secteur ? `carreau s-${secteur}` : `signe ico i-${ICONS[kind] || "search"}`, "aria-hidden": "true",
});

export const suggest = (field) => {
  const id = `${field.id}-liste`;
  const words = field.dataset;
  const box = element("div", { class: "propose", id, role: "listbox", "aria-label": words.libelle });
  const status = element("span", { class: "invisible", role: "status" });
  const known = new Map();
  let options = [];
  let active = -1;
  let timer = 0;
  let request = null;

  const activate = (index) => {
    active = index;
    options.forEach((option, position) => option.setAttribute("aria-selected", String(position === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }
  };

  const show = (open) => {
    box.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    activate(-1);
  };

  const optionOf = (kind, item) => {
    const option = element(
      "a",
      { role: "option", id: `${id}-${options.length}`, "aria-selected": "false", href: item.url, tabindex: "-1" },
      sign(kind, item.secteur),
      element("span", {}, ...marked(item.title, item.marked)),
      element("small", {}, ...marked(item.detail || "", item.marked_detail)),
    );
    if (item.lang && item.lang !== words.langue) option.lang = item.lang;
    options.push(option);
    return option;
  };

  const announce = () => {
    const count = options.length;
    const sentence = count === 0 ? words.aucune : count === 1 ? words.une : words.compte;
    status.textContent = sentence.replace("{n}", count);
  };

  const render = ({ groups = [] }) => {
    options = [];
    const nodes = groups.filter((group) => group.items.length).map((group, position) => {
      const name = `${id}-groupe-${position}`;
      const title = element("div", { class: "propose__groupe", id: name, role: "presentation" }, group.label);
      const items = group.items.map((item) => optionOf(group.kind, item));
      return element("div", { role: "group", "aria-labelledby": name }, title, ...items);
    });
    box.replaceChildren(...nodes);
    announce();
    show(options.length > 0 && document.activeElement === field);
  };

  const ask = async (typed) => {
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams({ q: typed, lang: words.langue });
    try {
      const answer = known.get(typed) || await (await fetch(`${words.propose}?${query}`, { signal: request.signal })).json();
      if (known.size < REMEMBERED) known.set(typed, answer);
      if (field.value.trim() === typed) render(answer);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  };

  const move = (step, last) => {
    if (box.hidden) show(true);
    if (active < 0) activate(step > 0 ? 0 : last);
    else activate(active + step > last || active + step < 0 ? -1 : active + step); // past the ends: back in the field
  };

  const keys = {
    ArrowDown: (event) => (event.altKey ? show(true) : move(1, options.length - 1)),
    ArrowUp: (event) => (event.altKey ? show(false) : move(-1, options.length - 1)),
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    activate(-1);
    const typed = field.value.trim();
    if (typed.length < SHORTEST) {
      request?.abort();
      options = [];
      status.textContent = "";
      show(false);
    } else timer = setTimeout(ask, PAUSE, typed);
  });

  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault(); // the words stay; a second one clears the field, as the browser does
      show(false);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options[active].click();
    } else if (event.key in keys && options.length) {
      event.preventDefault();
      keys[event.key](event);
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) activate(-1); // back in the text
  });

  box.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  field.addEventListener("blur", () => show(false));

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
  })) field.setAttribute(name, value);
  box.hidden = true;
  field.parentNode.after(box, status);
};
