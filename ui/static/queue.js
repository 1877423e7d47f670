// The server's queue, as Gradio speaks it: a function is called by joining the queue, and what all
// calls of this page bring comes in one stream, which is open while there is something to wait for.

const SESSION = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0"))
  .join("");

const calls = new Map(); // what is not over yet, by the event that the server named it
const early = []; // what came of an event before its name did
let joining = 0;
let stream = null;

const at = (path) => new URL(`gradio_api/${path}`, document.baseURI);
const post = (path, body) =>
  fetch(at(path), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...body, session_hash: SESSION }),
  });

/**
 * Calls a function by its number; `receive` is called with every state of what it returns.
 * `failed` is called with the words of the server, or with none if it cannot be reached.
 * Returns, once the call is in the queue, what takes it out again, begun or not.
 */
export async function call(number, data, receive, failed) {
  const event = await join(number, data, { receive, failed }).catch(() => failed());
  const cancel = () => post("cancel", { fn_index: number, event_id: event }).catch(() => null);
  return event && cancel;
}

async function join(number, data, called) {
  joining += 1;
  try {
    const answer = await post("queue/join", { fn_index: number, data: [data] });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) return void called.failed(typeof said.detail === "string" ? said.detail : "");
    calls.set(said.event_id, called);
    for (const message of early) if (message.event_id === said.event_id) take(message);
    read();
    return said.event_id;
  } finally {
    joining -= 1;
    if (!joining) early.length = 0;
  }
}

function read() {
  if (stream || !calls.size) return;
  stream = new EventSource(at(`queue/data?session_hash=${SESSION}`));
  stream.onmessage = ({ data }) => heard(JSON.parse(data));
  stream.onerror = lost;
}

function heard(message) {
  if (message.msg === "close_stream") {
    close();
    read();
  } else if (message.msg === "unexpected_error") lost();
  else if (calls.has(message.event_id)) take(message);
  else if (joining) early.push(message);
}

function close() {
  stream?.close();
  stream = null;
}

function lost() {
  close();
  const over = [...calls.values()];
  calls.clear();
  for (const { failed } of over) failed();
}

function take({ msg, event_id: event, output, success }) {
  const called = calls.get(event);
  if (msg === "process_generating") {
    const [part] = output.data;
    called.state = called.state === undefined ? part : part.reduce(edited, called.state);
    called.receive(called.state);
  } else if (msg === "process_completed") {
    calls.delete(event);
    if (!success) called.failed(output.error ?? "");
    else if (output.data) called.receive(output.data[0]);
  }
}

/** Returns a value after one edit: after its first state, what a function brings is told as edits. */
function edited(value, [action, path, part]) {
  if (!path.length) return action === "append" ? value + part : part;
  const [key, ...rest] = path;
  return { ...value, [key]: edited(value[key], [action, rest, part]) };
}
