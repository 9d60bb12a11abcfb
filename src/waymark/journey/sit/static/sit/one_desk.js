// One desk in one window: its answers, the other windows of the same desk, and what this device and the server know.
import { Clock, Countdown } from "./clock.js";
import { Closing } from "./closing.js";
import { removeExpired } from "./copies.js";
import { Counter } from "./counter.js";
import { readyOffline } from "./device.js";
import { keepKey } from "./device_keys.js";
import { answersOf, askAnew, tokenOf } from "./fresh.js";
import { Keeper } from "./keeper.js";
import { Kept } from "./kept_here.js";
import { Tabs } from "./tabs.js";
import { showLocalTimes } from "../kit/local_time.js";

const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LOOK_AGAIN = 30_000;
// After the close every page asks how it stands, not all at once.
const SPREAD = 5000;
const ELSEWHERE =
  "Your assessment is open in another tab too. What you type in one appears in the other.";
const SOMEBODY_ELSE =
  "Someone else is now signed in on this device. Your words are hidden, stay on this device under your name and " +
  "aren’t sent to anyone. Sign in again in this browser to send them.";
const SIGNED_OUT = "You’re signed out. Keep writing: your words are saved on this device.";
const NOT_YET = "Some of your words haven’t reached us yet, so you can’t submit yet.";
const TOO_LATE_TO_SUBMIT = "The window has closed, so you can no longer submit.";
const RECEIVED = {
  submitted:
    "You submitted your answers from another tab or device. What you type here is saved as another version and " +
    "doesn’t change them. If you take your answers back, this page goes on saving.",
  collected:
    "Your answers were collected at the close. What you type here is saved as another version and doesn’t change them.",
};

function newClient() {
  const dice = crypto.getRandomValues(new Uint8Array(12));
  return [...dice].map((roll) => LETTERS[roll % LETTERS.length]).join("");
}

export class Desk {
  constructor(form, { banner, state }) {
    const { writer, earlier, sitting, worker, files, now, closes } = form.dataset;
    Object.assign(this, { form, banner, state, writer, sitting, worker, files, closes: Number(closes) });
    this.earlier = earlier.split(" ").filter(Boolean);
    this.token = tokenOf(form);
    this.client = newClient();
    this.keeps = true;
    this.silent = {};
    this.metAt = performance.now();
    this.clock = new Clock(sitting, Number(now));
    this.tabs = new Tabs(sitting, this.client, {
      onMessage: (message) => this.keepers.find((keeper) => keeper.question === message.question)?.follow(message),
      onOthers: (others) => (others ? banner.say(this.tabs, ELSEWHERE) : banner.clear(this.tabs)),
    });
    const sections = [...form.querySelectorAll("[data-answer]")];
    this.counter = new Counter(form, sections);
    this.keepers = sections.map((section) => new Keeper(section, this));
    this.kept = new Kept(this);
    this.closesPlace = document.querySelector('[data-desk="closes"]');
    this.countdown = new Countdown(this.clock, document.querySelector('[data-desk="left-time"]'), {
      say: (says) => state.announce(says),
      over: () => setTimeout(() => this.lookAgain(), 1500 + Math.random() * SPREAD),
    });
    this.countdown.closes = this.closes;
    this.closing = new Closing(this);
  }

  async open() {
    await this.kept.restore();
    this.counter.show();
    this.keepers.filter((keeper) => keeper.text !== keeper.known && !keeper.first).forEach((keeper) => keeper.typed());
    this.tell();
    await keepKey(this.writer).catch(() => {});
    this.form.dataset.running = "";
    if (this.clock.isOld) await this.lookAgain();
    setInterval(() => this.kept.adopt(), LOOK_AGAIN);
    await readyOffline(this).catch(() => {});
    await removeExpired(this.writer, this.clock.now).catch(() => {});
  }

  tell() {
    this.state.show(this.keepers, this.keeps);
    this.measureSilence();
  }

  /** What the next save reports: whole seconds without the server, and without its writer signed in. */
  get reports() {
    const since = (moment) => Math.round((performance.now() - moment) / 1000);
    return Object.fromEntries(Object.entries(this.silent).map(([kind, moment]) => [kind, since(moment)]));
  }

  measureSilence() {
    const isIn = (...troubles) => this.keepers.some((keeper) => troubles.includes(keeper.trouble));
    if (navigator.onLine === false || isIn("offline", "unreachable")) this.silent.offline ??= performance.now();
    if (isIn("signed_out")) this.silent.signed_out ??= performance.now();
  }

  /** Any answer of the server. */
  handleReply(reply) {
    if (this.isSignedOut) return;
    this.metAt = performance.now();
    if (reply.now) this.clock.heard(reply);
    if (reply.code === "saved") this.silent = {};
    if (reply.code === "signed_out") this.ask();
    else if (reply.code === "other_person") this.hide();
    else this.isBack();
    if (reply.closes && reply.closes !== this.closesPlace.textContent) this.lookAgain();
  }

  /** The focus stays where it is: the banner waits, and the dialog opens when its button is pressed. */
  ask() {
    this.banner.say(this.signIn, SIGNED_OUT, { act: () => this.signIn.open(), label: "Sign in here" });
  }

  hide() {
    this.banner.say(this, SOMEBODY_ELSE, { href: this.form.dataset.signOut, label: "Sign out and in again" });
    this.form.parentElement.hidden = true;
    this.signIn.close();
  }

  /** Its writer signed out in another window: what is typed here is kept, encrypted, and nothing more is sent. */
  async signedOut() {
    this.isSignedOut = true;
    await Promise.allSettled(this.keepers.filter((keeper) => !keeper.isOnDevice).map((keeper) => keeper.keep()));
    this.keepers.forEach((keeper) => keeper.stop());
    this.counter.stop();
  }

  isBack() {
    this.signIn.close();
    this.banner.clear(this.signIn);
    this.banner.clear(this);
    this.isReceived = false;
    this.form.parentElement.hidden = false;
  }

  /** The writer is signed in again, and this is their page as it is now: what waits is sent. */
  back({ page, sent, got }) {
    this.isBack();
    this.token = tokenOf(page);
    this.form.querySelector('[name="csrfmiddlewaretoken"]').value = this.token;
    this.clock.heard({ now: Number(page.querySelector('[data-desk="form"]').dataset.now), sent, got });
    const now = answersOf(page);
    for (const keeper of this.keepers) {
      const { rev, text } = now.get(keeper.question);
      if (rev > keeper.rev && keeper.text === keeper.known && !keeper.isAside) keeper.show(text, { rev });
      if (["offline", "unreachable", "signed_out", "other_person"].includes(keeper.trouble)) keeper.trouble = "";
      keeper.soon(0);
      keeper.askAgain();
    }
    this.closesNow(page);
    this.pendingNow(page);
    this.overNow(page);
    this.tell();
    readyOffline(this).catch(() => {});
  }

  /** The close as the server says it now: an extension may have been granted meanwhile. */
  closesNow(page) {
    const word = '[data-desk="closes-word"]';
    document.querySelector(word).textContent = page.querySelector(word).textContent;
    const closes = Number(page.querySelector('[data-desk="form"]').dataset.closes);
    if (closes === this.closes) return;
    this.closes = closes;
    this.countdown.closes = closes;
    document.querySelector("[data-local-close]").dataset.localClose = closes;
    showLocalTimes();
    this.closesPlace.textContent = page.querySelector('[data-desk="closes"]').textContent;
    this.state.announce(`The window now closes on ${this.closesPlace.textContent}.`);
  }

  /** What is asked and not decided yet. */
  pendingNow(page) {
    const now = page.querySelector('[data-desk="pending"]');
    const here = document.querySelector('[data-desk="pending"]');
    here.replaceChildren(...now.childNodes);
    here.hidden = now.hidden;
  }

  overNow(page) {
    this.isOver = "closed" in page.querySelector('[data-desk="form"]').dataset;
    if (!this.isOver) return this.banner.clear(this.clock);
    const says = page.querySelector('[data-desk="closed"]').textContent.trim();
    this.banner.say(this.clock, says);
    this.state.saved(page.querySelector('[data-desk="state"]').textContent);
    this.state.announce(says);
  }

  async lookAgain() {
    if (this.isSignedOut) return;
    const answer = await askAnew(this.writer);
    const { who } = answer;
    this.metAt = performance.now();
    if (who === "writer") this.back(answer);
    else if (who === "other_person") this.hide();
    else if (who === "signed_out") this.ask();
    else if (who in RECEIVED) this.received(who);
    await this.kept.adopt();
    this.tell();
  }

  received(how) {
    this.banner.say(this, RECEIVED[how], { href: `${location.pathname}receipt/`, label: "See the receipt" });
    this.isReceived = true;
  }

  /** Where the server took something else than an answer last, it is asked at once whether that still holds. */
  async cameBack() {
    const isOpen = !this.isOver && !this.isReceived && !this.keepers.some((keeper) => keeper.isAside);
    if (!isOpen || performance.now() - this.metAt > LOOK_AGAIN) await this.lookAgain();
  }

  async save(then) {
    await Promise.all(this.keepers.map((keeper) => keeper.flush()));
    this.tell();
    const isSaved = !this.keepers.some((keeper) => keeper.isWaiting);
    if (isSaved) this.banner.clear(this.form);
    else if (then === "check") this.banner.say(this.form, this.isOver ? TOO_LATE_TO_SUBMIT : NOT_YET);
    if (isSaved && then === "check") location.assign(this.form.action.replace(/answers\/$/, "submission/"));
  }
}
