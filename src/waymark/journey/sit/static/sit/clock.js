// The server's time, from what the page and its answers say; this computer's own clock decides nothing.
// The close always stands there by the wall clock. In its last hour the time that is left stands beside it.
const HOUR = 3_600_000;
const SAID_AT = [60, 30, 10, 5, 1];
const SAMPLES = 8;
const DRIFT = 50;
const ADDRESS = "/sit/time/";
const TIMEOUT = 5000;

/** When this page was asked for, on this window's watch; now, where the browser does not say. */
function askedAt() {
  return performance.getEntriesByType?.("navigation")[0]?.requestStart || performance.now();
}

export class Clock {
  /** `now`: the server's milliseconds when the page was asked for. A page met before came from this device. */
  constructor(sitting, now) {
    this.place = `desk ${sitting}`;
    this.samples = [];
    const met = this.read();
    this.isOld = met?.now === now;
    if (this.isOld) this.start = Date.now() + met.ahead - performance.now();
    else this.set(now, askedAt());
  }

  /**
   * The server says when a request arrived that was sent at `sent` and answered at `got`, on this window's watch. So
   * the clock tells when what is sent now arrives. The quickest of the last answers knows best; one that cannot be
   * true beside it says that a clock was moved.
   */
  heard({ now, sent, got }) {
    const isPossible = this.start >= now - got - DRIFT && this.start <= now - sent + DRIFT;
    if (!isPossible) this.samples = [];
    this.samples = [...this.samples, { now, sent, took: got - sent }].slice(-SAMPLES);
    const best = this.samples.reduce((quickest, sample) => (sample.took < quickest.took ? sample : quickest));
    this.set(best.now, best.sent);
  }

  /** Milliseconds, the longest of the last three answers. */
  get roundTrip() {
    return Math.max(0, ...this.samples.slice(-3).map(({ took }) => took));
  }

  /** Asks the server for the time; an answer that does not come changes nothing. */
  async ask() {
    const sent = performance.now();
    const headers = { "x-waymark-desk": "1" };
    const answer = await fetch(ADDRESS, { headers, signal: AbortSignal.timeout(TIMEOUT) }).catch(() => null);
    const reply = await answer?.json().catch(() => null);
    if (reply?.now) this.heard({ now: reply.now, sent, got: performance.now() });
  }

  set(now, sent) {
    this.start = now - sent;
    const ahead = Math.round(this.start + performance.now() - Date.now());
    try {
      localStorage.setItem(this.place, JSON.stringify({ now, ahead }));
    } catch {
      // A browser that keeps nothing meets every page for the first time.
    }
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place));
    } catch {
      return null;
    }
  }

  get now() {
    return this.start + performance.now();
  }
}

/** Shows what is left in the last hour, and says it five times. `over` is called at the close. */
export class Countdown {
  constructor(clock, place, { say, over }) {
    this.clock = clock;
    this.place = place;
    this.say = say;
    this.over = over;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(() => this.show(), 1000);
  }

  set closes(moment) {
    this.until = moment;
    this.lastStep = null;
    this.isOver = false;
    this.show();
  }

  show() {
    const left = this.until - this.clock.now;
    this.place.hidden = left > HOUR || left <= 0;
    if (left > HOUR) return;
    if (left <= 0) {
      if (!this.isOver) this.over();
      this.isOver = true;
      return;
    }
    const minutes = Math.floor(left / 60_000);
    const seconds = Math.floor((left % 60_000) / 1000);
    const says = this.calm || minutes >= 60 ? `${minutes + 1} min left` : `${minutes} min ${seconds} s left`;
    if (this.place.textContent !== says) this.place.textContent = says;
    this.speak(minutes + 1);
  }

  speak(minutes) {
    const step = SAID_AT.filter((limit) => minutes <= limit).at(-1);
    if (step === undefined || step === this.lastStep) return;
    this.lastStep = step;
    this.say(`The window closes in ${step === 60 ? "less than an hour" : `${minutes} ${minutes === 1 ? "minute" : "minutes"}`}.`);
  }
}
