// The close in the local time of someone abroad, beside ours: only where the two differ at that moment.
const MINUTE = 60_000;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = { weekday: "long", day: "numeric", month: "long" };

function inWords(moment, zone) {
  const say = (how) => new Intl.DateTimeFormat("en-GB", { ...how, timeZone: zone }).format(moment);
  return `${say(CLOCK)} on ${say(DAY).replace(",", "")}`;
}

/** `closes`: when the window is over, in milliseconds; the minute before is the one that is named. */
export function localClose(closes, zone) {
  const here = inWords(closes - MINUTE, undefined);
  return here === inWords(closes - MINUTE, zone) ? "" : `That’s ${here} where you are.`;
}

export function showLocalTimes(page = document) {
  for (const place of page.querySelectorAll("[data-local-close]")) {
    place.textContent = localClose(Number(place.dataset.localClose), place.dataset.zone);
    place.hidden = !place.textContent;
  }
}

showLocalTimes();
