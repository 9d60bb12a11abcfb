// Keeps one answer: on this device within a second, on the server two seconds after a pause and every fifteen while one
// goes on typing. One request at a time, but for the one just before the close. A text that was not acknowledged stays
// on the device and is sent by itself.
import { Choice } from "./choice.js";
import * as copies from "./copies.js";
import { send } from "./sending.js";
import { grow } from "../kit/whole_text.js";

const ON_DEVICE = 500;
const PAUSE = 2000;
const LONGEST = 13_000;
const AGAIN = [3000, 5000, 10_000, 15_000];
// What the server keeps as another version: after a submission, and after the close. None of these is final: what is
// typed goes on being sent, and the server is asked again whether it takes the text as the answer now.
const ASIDE = ["late", "too_late", "sealed"];
const PAUSE_ASIDE = 4000;
const ASK_AGAIN = [30_000, 60_000, 120_000, 300_000];

export class Keeper {
  constructor(section, desk) {
    this.section = section;
    this.desk = desk;
    this.area = section.querySelector("textarea");
    this.base = section.querySelector('[data-part="base"]');
    this.question = section.dataset.answer;
    this.number = Number(section.dataset.number);
    this.client = desk.client;
    this.choice = new Choice(section, this);
    this.moveTo(Number(section.dataset.rev));
    // What the page came with, not what stands there: somebody may have typed before this script was here.
    this.known = "unsaved" in section.dataset ? null : this.area.defaultValue;
    this.onDevice = this.known;
    this.shared = this.known;
    this.root = this.known;
    this.refused = null;
    this.trouble = "";
    this.failures = 0;
    this.asked = 0;
    this.turns = 0;
    this.answered = 0;
    this.firstChange = 0;
    this.sending = null;
  }

  get text() {
    return this.area.value;
  }

  /** Whether the server, or another window that sends it, does not have it yet. */
  get isWaiting() {
    return this.text !== this.known || !["", ...ASIDE].includes(this.trouble);
  }

  /** Whether the server keeps the text as another version, not as the answer. */
  get isAside() {
    return ASIDE.includes(this.trouble);
  }

  get isOnDevice() {
    return this.text === this.known || this.text === this.onDevice;
  }

  row(given = {}) {
    const { writer, sitting, closes } = this.desk;
    const { question, number, client, rev: base, text } = this;
    const url = this.section.dataset.url;
    return { writer, sitting, question, number, client, url, text, base, closes, waiting: true, at: Date.now(), ...given };
  }

  typed() {
    this.firstChange ||= performance.now();
    const { pause, longest } = this.desk.closing.waits(this.isAside ? PAUSE_ASIDE : PAUSE, LONGEST);
    const left = Math.max(0, longest - (performance.now() - this.firstChange));
    this.soon(this.choice.isOpen ? left : Math.min(pause, left));
    this.keeping ??= setTimeout(() => this.keep(), ON_DEVICE);
    this.desk.tell();
  }

  /** Writes the text down on this device, then tells the other windows. */
  async keep() {
    clearTimeout(this.keeping);
    this.keeping = null;
    const row = this.row({ waiting: this.text !== this.known });
    try {
      await copies.keep(row);
      this.onDevice = row.text;
      this.desk.keeps = true;
    } catch {
      this.desk.keeps = false;
    }
    this.desk.tabs.say({ what: "typed", question: this.question, before: this.shared, ...row });
    this.shared = row.text;
    this.desk.tell();
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  /** Sends until the server has what stands in the field, or something is in the way. */
  async flush() {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (this.text === this.known) return this.isWhole();
    if (this.trouble === "other_person" || this.text === this.refused) return;
    await this.sendNow();
    const { pause } = this.desk.closing.waits(this.isAside ? PAUSE_ASIDE : PAUSE, LONGEST);
    if ((!this.trouble || this.isAside) && this.text !== this.known) this.soon(pause);
  }

  /** The text is again what the server has: whatever was in its way is over. */
  isWhole() {
    if (!["offline", "unreachable", "too_long"].includes(this.trouble)) return;
    this.trouble = "";
    this.failures = 0;
    this.desk.banner.clear(this);
    this.desk.tell();
  }

  sendNow(options = {}) {
    const sending = this.send(options).finally(() => {
      if (this.sending === sending) this.sending = null;
      this.desk.tell();
    });
    this.sending = sending;
    return sending;
  }

  /** Just before the close: what was typed leaves, even while an earlier text is still under way. */
  saveAtClose() {
    const { text, trouble } = this;
    if (text !== this.onDevice) this.keep();
    if ([this.known, this.refused].includes(text) || trouble === "other_person") return;
    if (!this.sending || this.leaving !== text) this.sendNow({ overtakes: Boolean(this.sending) });
  }

  /** The answers may have been taken back, or more time granted: the text that was set aside is offered again. */
  askAgain() {
    if (this.isAside && !this.sending) this.sendNow();
  }

  askLater() {
    clearTimeout(this.asking);
    const wait = ASK_AGAIN[Math.min(this.asked, ASK_AGAIN.length - 1)];
    this.asked += 1;
    this.asking = setTimeout(() => this.askAgain(), wait * (0.75 + Math.random() / 2));
  }

  async send(options) {
    this.firstChange = 0;
    const row = this.row(this.first ? { client: this.first } : {});
    const turn = ++this.turns;
    this.leaving = row.text;
    const how = { instead: this.instead === this.text, reports: this.desk.reports, ...options };
    this.desk.tell();
    const reply = await send(this.desk, row, how);
    if (turn < this.answered || this.desk.isSignedOut) return;
    if (reply) this.answered = turn;
    await this.handleReply(reply, row);
  }

  async handleReply(reply, row) {
    if (!reply) return this.again(navigator.onLine === false ? "offline" : "unreachable");
    this.desk.handleReply(reply);
    if (reply.code === "saved") return this.saved(reply, row.text);
    if (reply.code === "behind") return this.moveTo(reply.rev, true);
    if (reply.code === "conflict") return this.conflict(reply, row.text);
    if (ASIDE.includes(reply.code)) return this.setAside(reply, row.text);
    if (reply.code === "signed_out" || reply.code === "other_person") return this.again(reply.code);
    if (reply.status === 422) return this.refuse(reply, row.text);
    return this.again("unreachable");
  }

  async saved(reply, text) {
    this.has(text, reply.rev);
    this.trouble = "";
    this.instead = null;
    this.failures = 0;
    this.asked = 0;
    clearTimeout(this.asking);
    this.choice.close();
    this.desk.state.saved(reply.says);
    this.desk.banner.clear(this);
    this.replaced(reply.replaced ?? "");
    this.desk.tabs.say({ what: "saved", question: this.question, text, rev: reply.rev, says: reply.says });
    await this.keepQuietly();
  }

  /** The server has this text at this revision. */
  has(text, rev) {
    this.known = text;
    this.first = null;
    this.moveTo(rev);
  }

  async keepQuietly() {
    await copies.keep(this.row({ waiting: this.text !== this.known })).catch(() => {});
  }

  replaced(says) {
    const note = this.section.querySelector('[data-part="replaced"]');
    note.hidden = !says;
    note.firstElementChild.textContent = says;
  }

  /** The revision on which the next text is written. */
  moveTo(rev, sendAgain = false) {
    this.rev = rev;
    this.base.value = rev;
    this.section.querySelector('[data-part="versions"]').hidden = !rev;
    if (sendAgain) this.soon(0);
  }

  again(trouble) {
    if (this.isAside && this.text === this.known) return this.askLater();
    this.trouble = trouble;
    const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
    this.failures += 1;
    this.soon(wait);
  }

  refuse(reply, text) {
    this.refused = text;
    this.trouble = "too_long";
    this.desk.banner.say(this, reply.says);
  }

  /** The server has it, beside the answer. */
  async setAside(reply, text) {
    this.known = text;
    this.failures = 0;
    if (this.trouble !== reply.code) this.asked = 0;
    this.trouble = reply.code;
    this.desk.banner.say(this, reply.says, { href: reply.kept, label: "See the other version" });
    this.askLater();
    await this.keepQuietly();
  }

  /** Two texts, both on the server: nothing is mixed, the person chooses. */
  conflict(reply, text) {
    if (reply.text === this.root) return this.moveTo(reply.rev, true);
    this.trouble = "conflict";
    this.desk.banner.clear(this);
    this.refused = text;
    this.choice.open(reply);
  }

  /** What stands in the field becomes this text, which somebody else sends or the server has. */
  show(text, { known = text, rev = this.rev } = {}) {
    const { selectionStart, selectionEnd } = this.area;
    const isHere = document.activeElement === this.area;
    this.area.value = text;
    grow(this.area);
    if (isHere) this.area.setSelectionRange(selectionStart, selectionEnd);
    this.known = known;
    this.root = text;
    this.shared = text;
    this.onDevice = text;
    this.moveTo(rev);
    this.desk.counter.changed();
  }

  /** Another window of this desk typed or saved this answer. */
  follow({ what, before, text, rev, says }) {
    if (what === "typed" && this.text === before) {
      this.show(text);
      this.trouble = "";
      copies.remove(this.row()).catch(() => {});
    }
    if (what === "saved" && this.root === text) {
      this.moveTo(rev);
      if (this.text === text) this.has(text, rev);
      if (this.text === text) this.desk.state.saved(says);
    }
    this.desk.tell();
  }

  /** A text that a window left on this device stands in the field and is sent as that window would have sent it. */
  async takeOver(row) {
    this.show(row.text, { known: null, rev: row.base });
    this.first = row.client;
    this.desk.tell();
    await this.keep();
    if (this.desk.keeps) await copies.remove(row).catch(() => {});
    this.soon(0);
  }

  stop() {
    [this.timer, this.keeping, this.asking].forEach(clearTimeout);
    this.area.value = "";
    this.known = "";
    this.onDevice = "";
  }

  /** The tab is being left: one last try that outlives the page. */
  leave() {
    if (this.keeping) this.keep();
    if (this.sending || [this.known, this.refused].includes(this.text) || (this.trouble && !this.isAside)) return;
    this.sendNow({ alive: this.text.length < 20_000 });
  }
}
