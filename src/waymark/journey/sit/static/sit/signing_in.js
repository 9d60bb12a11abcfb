// Sign in again without leaving the page. The ordinary sign-in answers; then the desk is asked for anew, and only if it
// is still this writer's own is anything sent. Where an account has a second step, the same dialog asks for its code.
import { canUse, usePasskey } from "../kit/passkeys.js";
import { askAnew, tokenOf } from "./fresh.js";

const SAYS = {
  other: "You signed in as someone else, so we signed that account out and sent nothing. Sign in with your own account.",
  more: "There’s one more step. Open a new tab to finish signing in, then come back here. We’ll send your words.",
  passkey: "Your device didn’t use a passkey. Try again, or sign in another way.",
  late: "That took longer than ten minutes. Enter your password again.",
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
    this.steps = { password: dialog.querySelector('[data-step="password"]'), code: dialog.querySelector('[data-step="code"]') };
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.tryIt();
    });
    this.passkey = dialog.querySelector('[data-part="passkey"]');
    this.passkey.addEventListener("click", () => this.tryIt(() => this.signInByPasskey()));
    dialog.querySelector('[data-part="later"]').addEventListener("click", () => dialog.close());
  }

  open() {
    if (this.dialog.open) return;
    this.say("");
    this.dialog.showModal();
    this.show("password");
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  /** One step at a time: the password, or the code after it. */
  show(name, hasPasskey = true) {
    this.step = name;
    this.passkey.hidden = !(hasPasskey && canUse());
    for (const [key, part] of Object.entries(this.steps)) part.hidden = key !== name;
    this.form.elements.code.value = "";
    this.form.elements[name].focus();
  }

  say(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  async tryIt(act = () => this.signIn()) {
    const buttons = [this.form.querySelector("button"), this.passkey];
    for (const button of buttons) button.disabled = true;
    try {
      this.say(await act());
    } catch {
      this.say(SAYS.lost);
    }
    for (const button of buttons) button.disabled = false;
  }

  /** Instead of the password, or after it instead of a code. */
  async signInByPasskey() {
    const { passkey, passkeyOptions } = this.form.dataset;
    const body = new FormData();
    try {
      body.set("credential", await usePasskey(passkeyOptions));
    } catch {
      return SAYS.passkey;
    }
    const reply = await this.post(passkey, body, this.form.action);
    return reply.problem ?? this.arrive();
  }

  /** What stands in the way, or nothing. */
  async signIn() {
    const { action, dataset } = this.form;
    const isCode = this.step === "code";
    const reply = await this.post(isCode ? dataset.secondStep : action, new FormData(this.form));
    if (isCode && reply.elsewhere === new URL(action).pathname) {
      this.show("password");
      return SAYS.late;
    }
    if (reply.problem) return reply.problem;
    if (reply.location === dataset.secondStep) {
      const page = await fetch(dataset.secondStep, { credentials: "same-origin" }).then((answer) => answer.text());
      this.show("code", page.includes("data-passkey="));
      return "";
    }
    return this.arrive();
  }

  /** Whose desk it is now that someone has signed in. */
  async arrive() {
    const answer = await askAnew(this.writer);
    const { who } = answer;
    if (who === "writer") {
      this.form.elements.password.value = "";
      this.show("password");
      this.close();
      this.back(answer);
      return "";
    }
    if (who === "signed_out") return SAYS.more;
    if (who !== "other_person") return SAYS.lost;
    this.show("password");
    await this.post(this.form.dataset.signOut, new FormData());
    return SAYS.other;
  }

  /**
   * Sends a form to a page of signing in with that page's own token: what it says against it, or where it leads.
   * `elsewhere`: the page led to another before anything was sent. `from`: the page, where it is not the address.
   */
  async post(address, body, from = address) {
    const asked = await fetch(from, { credentials: "same-origin" });
    if (asked.redirected) return { elsewhere: new URL(asked.url).pathname };
    const page = new DOMParser().parseFromString(await asked.text(), "text/html");
    body.set("csrfmiddlewaretoken", tokenOf(page));
    const headers = { "x-requested-with": "XMLHttpRequest", accept: "application/json" };
    const answer = await fetch(address, { method: "POST", credentials: "same-origin", headers, body });
    const reply = await answer.json().catch(() => null);
    if (answer.ok) return { location: reply?.location ?? "" };
    const errors = Object.values(reply?.form?.fields ?? {}).flatMap((field) => field.errors);
    return { problem: [...(reply?.form?.errors ?? []), ...errors].join(" ") || SAYS.lost };
  }
}
