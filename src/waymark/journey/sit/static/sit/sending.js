// One save on its way: what is said to the server, and what came back; `null` when nothing came.
const TIMEOUT = 20_000;

/** `desk`: its token. `reports`: what the desk says about itself, in whole seconds. */
export async function send(desk, row, { instead = false, overtakes = false, reports = {}, alive = false } = {}) {
  const { text, base, client } = row;
  const sent = performance.now();
  try {
    const answer = await fetch(row.url, {
      method: "POST",
      keepalive: alive,
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
      headers: {
        "content-type": "application/json",
        "x-csrftoken": desk.token,
        "x-waymark-desk": "1",
        "x-waymark-writer": row.writer,
      },
      body: JSON.stringify({ text, base, client, instead, overtakes, ...reports }),
    });
    const got = performance.now();
    return { status: answer.status, ...(await answer.json()), sent, got };
  } catch {
    return null;
  }
}

/** Whether the server has this text now, as the answer or beside it. */
export const hasIt = (reply) => ["saved", "conflict", "late", "too_late", "sealed"].includes(reply?.code);
