// Proch'Orientation: our dates in your page, without cookie. /fr/agenda/afficher/
(function () {
  "use strict";
  var me = document.currentScript, home = me && me.src && new URL(me.src).origin;
  if (!home || !Element.prototype.attachShadow) return;
  var TAG = "proch-orientation-agenda", SELECTOR = TAG + ",[data-proch-orientation]";
  var NAMES = "secteur rev3 type public dep bassin commune rayon uai du au n lang theme accent layout titre".split(" ");

  // Commas part the values of a name; data-proch-orientation may hold a whole query.
  function query(el) {
    var asked = new URLSearchParams(el.getAttribute("data-proch-orientation") || ""), sent = new URLSearchParams();
    NAMES.forEach(function (name) {
      var own = el.getAttribute("data-" + name) || (el.localName === TAG && name !== "lang" && el.getAttribute(name)) || "";
      (own ? own.split(",") : asked.getAll(name)).forEach(function (value) {
        if (value.trim()) sent.append(name, value.trim());
      });
    });
    return sent.toString();
  }

  // Our page without what could run or lead elsewhere.
  function clean(root) {
    root.querySelectorAll("script,style,link,iframe,object,embed,form,base,meta,img,svg").forEach(function (el) { el.remove(); });
    [root].concat(Array.from(root.querySelectorAll("*"))).forEach(function (el) {
      Array.from(el.attributes).forEach(function (a) {
        if (/^on|^style$|^src/i.test(a.name) || (a.name === "href" && !/^https?:/i.test(a.value))) el.removeAttribute(a.name);
      });
    });
  }

  function get(url) {
    return fetch(url, { credentials: "omit", referrerPolicy: "strict-origin" })
      .then(function (answer) { if (!answer.ok) throw answer.status; return answer.text(); });
  }

  function show(el) {
    if (el.shadowRoot || el.prochAsked) return;
    el.prochAsked = true;
    var q = query(el);
    var page;
    get(home + "/embed/v1/fragment/" + (q && "?" + q))
      .then(function (text) {
        page = new DOMParser().parseFromString(text, "text/html");
        return get(page.querySelector("link[rel=stylesheet]").getAttribute("href"));
      })
      .then(function (css) {
        var dates = page.querySelector(".po"), sheet = new CSSStyleSheet(), part = document.createElement("section");
        sheet.replaceSync(css + ":host{display:block}");
        clean(dates);
        ["class", "data-theme", "lang", "dir"].forEach(function (name) { part.setAttribute(name, dates.getAttribute(name)); });
        part.setAttribute("aria-label", page.title);
        dates.querySelectorAll("h1,h2").forEach(function (h) { h.setAttribute("aria-level", +h.localName[1] + 1); });
        part.append.apply(part, Array.from(dates.childNodes));
        var shadow = el.attachShadow({ mode: "open" });
        shadow.adoptedStyleSheets = [sheet];
        shadow.append(part);
      })
      .catch(function () { el.prochAsked = false; }); // its link stays
  }

  function all() { document.querySelectorAll(SELECTOR).forEach(show); ask(); }

  // Only the windows of our frames are heard, from our origin or a sandbox.
  function frames() {
    return Array.from(document.querySelectorAll("iframe")).filter(function (f) { return f.src.indexOf(home + "/embed/") === 0; });
  }
  function ask() {
    frames().forEach(function (f) {
      if (f.contentWindow) f.contentWindow.postMessage({ source: "proch-orientation", version: 1, type: "ask" }, "*");
    });
  }
  addEventListener("message", function (e) {
    var said = e.data;
    if ((e.origin !== home && e.origin !== "null") || !said || said.source !== "proch-orientation" || said.type !== "height") return;
    var tall = Math.min(5000, Math.max(80, Math.ceil(+said.height)));
    frames().forEach(function (f) { if (tall && f.contentWindow === e.source) f.height = tall; });
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
  if (!customElements.get(TAG)) {
    customElements.define(TAG, class extends HTMLElement {
      connectedCallback() { if (document.readyState !== "loading") show(this); }
    });
  }
})();
