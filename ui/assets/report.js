// Filter the report's cases by failure, tag, change and words.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const cases = [...document.querySelectorAll("details.case")].map((element) => ({
    element,
    failure: element.dataset.failure,
    flip: element.dataset.flip,
    tags: new Set(JSON.parse(element.dataset.tags)),
    words: element.textContent.toLowerCase(),
  }));

  const failing = {
    "": () => true,
    "*": (each) => each.failure !== "",
    "-": (each) => each.failure === "",
  };

  function filter() {
    const chosen = Object.fromEntries(new FormData(form));
    const fails = failing[chosen.failure] ?? ((each) => each.failure === chosen.failure);
    const words = chosen.words.toLowerCase();
    let count = 0;
    for (const each of cases) {
      const matches =
        fails(each) &&
        (!chosen.tag || each.tags.has(chosen.tag)) &&
        (!chosen.flip || each.flip === chosen.flip) &&
        each.words.includes(words);
      each.element.hidden = !matches;
      count += matches;
    }
    shown.textContent = `${count} of ${cases.length} shown`;
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
