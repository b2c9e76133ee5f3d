// The print button stands only where there is a script to press it; browsers print the page without one too.
document.documentElement.classList.add("scripted");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
