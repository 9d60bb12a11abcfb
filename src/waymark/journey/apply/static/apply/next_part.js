// Presses the button that enrols the next people of a long file, so that the page counts up by itself.
document.querySelector("[data-next-part]").requestSubmit();
