// On a small screen one pane shows at a time: each keeps the place to which it was scrolled, and its tab says so.
export function keepPlaces(page) {
  const links = [...page.querySelectorAll(".wm-tabs a")];
  const second = page.querySelector(".wm-pane--second");
  const places = new Map();
  let shown = which();

  function which() {
    const target = location.hash.length > 1 && page.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target && second.contains(target) ? 1 : 0;
  }

  function mark() {
    links.forEach((link, index) => {
      if (index === shown) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  links.forEach((link) => link.addEventListener("click", () => places.set(shown, scrollY)));
  window.addEventListener("hashchange", () => {
    if (which() === shown) return;
    shown = which();
    mark();
    if (places.has(shown)) scrollTo({ top: places.get(shown), behavior: "instant" });
  });
  mark();
}
