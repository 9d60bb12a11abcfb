// A page that the browser gives back from its memory, after Back or Forward, may show what the person who signed out
// was reading. It is emptied and asked for anew. Most browsers keep no such page, because it was sent as not to be stored.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.hidden = true;
  window.location.reload();
});
