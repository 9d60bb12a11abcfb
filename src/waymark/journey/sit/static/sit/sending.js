// One save on its way: what is said to the server, and what came back; `null` when nothing came.
const TIMEOUT = 20_000;

/** `desk`: token and writer. `offline`: whole seconds without the server before this. */
export async function send(desk, row, { instead = false, offline = 0, alive = false } = {}) {
  const { text, base, client } = row;
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
      body: JSON.stringify({ text, base, client, instead, ...(offline ? { offline } : {}) }),
    });
    return { status: answer.status, ...(await answer.json()) };
  } catch {
    return null;
  }
}

/** Whether the server has this text now, as the answer or beside it. */
export const hasIt = (said) => ["saved", "conflict", "late", "sealed"].includes(said?.code);
