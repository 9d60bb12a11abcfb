// Keeps one answer: sends it two seconds after a pause, and every fifteen while one goes on typing. One request at a
// time. A text that was not acknowledged stays in the window and is sent again by itself.
const PAUSE = 2000;
const LONGEST = 15000;
const TIMEOUT = 20000;
const AGAIN = [3000, 5000, 10000, 15000];

export class Keeper {
  constructor(section, shared) {
    this.section = section;
    this.shared = shared;
    this.area = section.querySelector("textarea");
    this.base = section.querySelector('[data-part="base"]');
    this.replaced = section.querySelector('[data-part="replaced"]');
    this.rev = Number(section.dataset.rev);
    // What the page came with, not what stands there: somebody may have typed before this script was here.
    this.acknowledged = "unsaved" in section.dataset ? null : this.area.defaultValue;
    this.refused = null;
    this.trouble = "";
    this.failures = 0;
    this.timer = null;
    this.firstChange = 0;
    this.sending = null;
    this.instead = false;
  }

  get isWaiting() {
    return this.area.value !== this.acknowledged || !["", "closed"].includes(this.trouble);
  }

  changed() {
    if (!this.firstChange) this.firstChange = Date.now();
    const left = Math.max(0, LONGEST - (Date.now() - this.firstChange));
    this.soon(Math.min(PAUSE, left));
    this.shared.tell();
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  /** Sends until the server has what stands in the field, or something is in the way. */
  async flush() {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (this.trouble === "closed" || this.area.value === this.acknowledged || this.area.value === this.refused) return;
    this.sending = this.send(this.area.value).finally(() => {
      this.sending = null;
      this.shared.tell();
    });
    await this.sending;
    if (!this.trouble && this.area.value !== this.acknowledged) this.soon(PAUSE);
  }

  async send(text, alive = false) {
    this.firstChange = 0;
    let answer;
    let said;
    try {
      answer = await fetch(this.section.dataset.url, {
        method: "POST",
        keepalive: alive,
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
        headers: {
          "content-type": "application/json",
          "x-csrftoken": this.shared.token,
          "x-waymark-desk": "1",
        },
        body: JSON.stringify({ text, base: this.rev, client: this.shared.client, instead: this.instead }),
      });
      said = await answer.json();
    } catch {
      this.again(navigator.onLine === false ? "offline" : "unreachable");
      return;
    }
    this.heard(answer.status, said, text);
  }

  heard(status, said, text) {
    if (said.code === "saved") this.saved(said, text);
    else if (said.code === "behind") this.moveTo(said.rev, true);
    else if (said.code === "signed_out") this.again("signed_out");
    else if (said.code === "conflict") this.choose(said);
    else if (said.code === "late" || said.code === "sealed") this.close(said, text);
    else if (status === 422) this.refuse(said, text);
    else this.again("unreachable");
  }

  saved(said, text) {
    this.acknowledged = text;
    this.trouble = "";
    this.instead = false;
    this.failures = 0;
    this.moveTo(said.rev, false);
    this.shared.state.saved(said.says, said.at);
    this.shared.banner.clear(this);
    this.replaced.hidden = !said.replaced;
    this.replaced.firstElementChild.textContent = said.replaced;
  }

  /** The revision on which the next text is written. */
  moveTo(rev, sendAgain) {
    this.rev = rev;
    this.base.value = rev;
    if (sendAgain) this.soon(0);
  }

  again(trouble) {
    this.trouble = trouble;
    const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
    this.failures += 1;
    this.soon(wait);
  }

  refuse(said, text) {
    this.refused = text;
    this.trouble = "too_long";
    this.shared.banner.say(this, said.says);
  }

  close(said, text) {
    this.acknowledged = text;
    this.trouble = "closed";
    this.shared.banner.say(this, said.says, { href: said.kept, label: "Look at what is kept" });
  }

  /** Two texts, both on the server. Nothing is mixed; the person chooses, or goes on and both stay. */
  choose(said) {
    this.trouble = "conflict";
    this.refused = this.area.value;
    const mine = () => {
      this.trouble = "";
      this.instead = true;
      this.refused = null;
      this.moveTo(said.rev, true);
    };
    const theirs = () => {
      this.area.value = said.text;
      this.acknowledged = said.text;
      this.trouble = "";
      this.refused = null;
      this.moveTo(said.rev, false);
      this.shared.state.saved(said.saved);
      this.shared.banner.clear(this);
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    this.shared.banner.say(this, said.says, { href: said.kept, label: "Look at both texts" }, [
      ["Go on with the text in this window", mine],
      ["Show the other text here", theirs],
    ]);
  }

  /** The tab is being left: one last try that outlives the page. */
  leave() {
    if (this.sending || this.area.value === this.acknowledged || this.trouble === "closed") return;
    this.sending = this.send(this.area.value, this.area.value.length < 20000).finally(() => {
      this.sending = null;
      this.shared.tell();
    });
  }
}
