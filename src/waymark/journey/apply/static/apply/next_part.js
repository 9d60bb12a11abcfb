// Presses the button that enrols the next people of a long file, once the page can be seen, so that it counts up by itself.
const form = document.querySelector("[data-next-part]");
const goOn = () => form.requestSubmit();

if (document.hidden) goOn();
else requestAnimationFrame(() => setTimeout(goOn));
