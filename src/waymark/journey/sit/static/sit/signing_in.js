// Sign in again without leaving the page. The ordinary sign-in answers; then the desk is asked for anew, and only if it
// is still this writer's own is anything sent.
import { askAnew, tokenOf } from "./fresh.js";

const SAYS = {
  other: "You signed in as someone else, so we signed that account out and sent nothing. Sign in with your own account.",
  more: "There’s one more step. Open a new tab to finish signing in, then come back here. We’ll send your words.",
  lost: "We can’t reach the server. Your text is still here. Try again in a moment.",
};

export class SignIn {
  /** `back`: what to do with the answer of `askAnew` once its writer is signed in. */
  constructor(dialog, writer, back) {
    this.dialog = dialog;
    this.writer = writer;
    this.back = back;
    this.form = dialog.querySelector("form");
    this.problem = dialog.querySelector('[data-part="problem"]');
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.tryIt();
    });
    dialog.querySelector('[data-part="later"]').addEventListener("click", () => dialog.close());
  }

  open() {
    if (this.dialog.open) return;
    this.say("");
    this.dialog.showModal();
    this.form.elements.password.focus();
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  say(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  async tryIt() {
    const button = this.form.querySelector("button");
    button.disabled = true;
    try {
      this.say(await this.signIn());
    } catch {
      this.say(SAYS.lost);
    }
    button.disabled = false;
  }

  /** What stands in the way, or nothing. */
  async signIn() {
    const problem = await this.post(this.form.action, new FormData(this.form));
    if (problem) return problem;
    const answer = await askAnew(this.writer);
    const { who } = answer;
    if (who === "writer") {
      this.form.elements.password.value = "";
      this.close();
      this.back(answer);
      return "";
    }
    if (who === "signed_out") return SAYS.more;
    if (who !== "other_person") return SAYS.lost;
    await this.post(this.form.dataset.signOut, new FormData());
    return SAYS.other;
  }

  /** Sends a form to a page of signing in with that page's own token; answers with what it says against it. */
  async post(address, body) {
    const asked = await fetch(address, { credentials: "same-origin" });
    if (asked.redirected) return "";
    const page = new DOMParser().parseFromString(await asked.text(), "text/html");
    body.set("csrfmiddlewaretoken", tokenOf(page));
    const headers = { "x-requested-with": "XMLHttpRequest", accept: "application/json" };
    const answer = await fetch(address, { method: "POST", credentials: "same-origin", headers, body });
    if (answer.ok) return "";
    const reply = await answer.json().catch(() => null);
    const errors = Object.values(reply?.form?.fields ?? {}).flatMap((field) => field.errors);
    return [...(reply?.form?.errors ?? []), ...errors].join(" ") || SAYS.lost;
  }
}
