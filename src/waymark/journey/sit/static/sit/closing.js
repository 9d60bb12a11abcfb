// The last minute before the close, by the server's time: saves leave sooner, as long as the server answers quickly,
// and one closing save leaves at a random instant just before the close, so that thousands of pages do not send at once.
// What is typed after it is late by less than a second, and is sent as such.
const NEAR = 60_000;
const QUIET = 4000;
const FIRST = 900;
const LAST = 300;
const SOONEST = 1000;
const SLOWEST = 8000;
const ROUND_TRIPS = 10;
const ASKS_THE_TIME = [15_000, 50_000];

const between = (least, most) => least + Math.random() * (most - least);

export class Closing {
  constructor(desk) {
    this.desk = desk;
    this.before = between(LAST, FIRST);
    this.asksAt = between(...ASKS_THE_TIME);
    setInterval(() => this.look(), 1000);
  }

  get left() {
    return this.desk.closes - this.desk.clock.now;
  }

  /** How long a change waits for a pause in typing, and at most. */
  waits(pause, longest) {
    const { left } = this;
    if (left <= 0 || left > NEAR) return { pause, longest };
    if (left < QUIET) return { pause: left + between(0, pause), longest: Infinity };
    const most = Math.min(SLOWEST, Math.max(SOONEST, ROUND_TRIPS * this.desk.clock.roundTrip));
    return { pause: Math.min(pause, most), longest: most };
  }

  look() {
    const { left } = this;
    if (left > QUIET) this.isDone = false;
    if (left > NEAR || left <= 0 || this.isDone) return;
    if (left < this.asksAt && this.asked !== this.desk.closes) {
      this.asked = this.desk.closes;
      this.desk.clock.ask();
    }
    clearTimeout(this.timer);
    if (left < QUIET) this.timer = setTimeout(() => this.save(), Math.max(0, left - this.before));
  }

  save() {
    this.isDone = true;
    this.desk.keepers.forEach((keeper) => keeper.saveAtClose());
  }
}
