// Keys of the desk. A link with data-key is followed by its key; rows with data-row are walked with j and k.
(() => {
  const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row]")];

  const walk = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    all[Math.min(Math.max(at + step, 0), all.length - 1)].focus();
  };

  // Who speaks to the page, or types with one finger, can do without single keys.
  const SWITCH = "jiyao-keys-off";
  const areOff = () => localStorage.getItem(SWITCH) === "1";
  document.querySelectorAll("[data-keys-switch]").forEach((box) => {
    box.closest("[hidden]").hidden = false;
    box.checked = !areOff();
    box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "0" : "1"));
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (!opener) return;
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  });

  document.addEventListener("keydown", (event) => {
    if (areOff() || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "j") return walk(1);
    if (event.key === "k") return walk(-1);
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select?.(); }
      return;
    }
    const link = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
