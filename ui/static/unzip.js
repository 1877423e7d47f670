// Archives that are dropped are unpacked in the browser: the server is sent only what is in them, file
// by file, as if each had been dropped. The form is that of PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4.

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const FARTHEST = 65_557; // of the end record and the longest comment behind it, from the end
const MOST = 100_000; // entries that are looked at
const BIG = 0xffffffff; // what stands elsewhere, in an archive over 4 GB
const [LOCKED, UTF8] = [1, 0x800]; // flags of an entry
const [STORED, DEFLATED] = [0, 8];

/** Why an archive is not unpacked: `reason` is "locked" or "broken". */
export class ZipError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const bytesOf = async (file, start, end) => new DataView(await file.slice(start, end).arrayBuffer());

/** Returns the files of an archive as {name, size, …}, folders left out; throws a ZipError. */
export async function entriesOf(file) {
  try {
    const found = named(await read(file));
    if (found.some(({ flags }) => flags & LOCKED)) throw new ZipError("locked");
    return found.filter(({ name }) => !name.endsWith("/"));
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError("broken"); // an offset that leads nowhere
  }
}

async function read(file) {
  const from = Math.max(0, file.size - FARTHEST);
  const tail = await bytesOf(file, from, file.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new ZipError("broken");
  const count = tail.getUint16(end + 10, true);
  const start = tail.getUint32(end + 16, true);
  const view = await bytesOf(file, start, start + tail.getUint32(end + 12, true));
  const found = [];
  for (let at = 0; found.length < Math.min(count, MOST); ) {
    if (view.getUint32(at, true) !== ENTRY) throw new ZipError("broken");
    const [longName, longExtra, longNote] = [28, 30, 32].map((n) => view.getUint16(at + n, true));
    const [sum, packed, size, place] = [16, 20, 24, 42].map((n) => view.getUint32(at + n, true));
    const [flags, method] = [8, 10].map((n) => view.getUint16(at + n, true));
    if ([packed, size, place].includes(BIG) || ![STORED, DEFLATED].includes(method)) {
      throw new ZipError("broken");
    }
    const raw = new Uint8Array(view.buffer, at + 46, longName);
    found.push({ raw, flags, method, sum, packed, size, place });
    at += 46 + longName + longExtra + longNote;
  }
  return found;
}

/** Names the entries: in UTF-8 where it is said so, or is so; else as Japan or as DOS wrote them. */
function named(found) {
  const old = found.filter(({ raw, flags }) => !(flags & UTF8) && decoded(raw, "utf-8") === null);
  const names = old.map(({ raw }) => decoded(raw, "shift_jis"));
  const japanese = names.every((each) => each !== null) && /[\u3040-\u30ff\u4e00-\u9fff]{2}/.test(names.join(" "));
  const oldName = (raw) => (japanese ? decoded(raw, "shift_jis") : dos(raw));
  return found.map((each) => ({ ...each, name: decoded(each.raw, "utf-8") ?? oldName(each.raw) }));
}

function decoded(raw, charset) {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
  "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
const dos = (raw) => [...raw].map((byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128])).join("");

/** Returns what an entry holds; throws a ZipError where that is not what the archive says. */
export async function unpacked(file, { place, packed, size, method, sum }) {
  const local = await bytesOf(file, place, place + 30);
  if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) throw new ZipError("broken");
  const start = place + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const content = file.slice(start, start + packed).stream();
  const unfolded = method === DEFLATED ? content.pipeThrough(new DecompressionStream("deflate-raw")) : content;
  const parts = [];
  let [crc, length] = [0xffffffff, 0];
  try {
    for (const reader = unfolded.getReader(); ; ) {
      const { value, done } = await reader.read();
      if (done) break;
      length += value.length;
      // Not a byte more than was said, however little it was packed into.
      if (length > size) await reader.cancel().then(() => Promise.reject(new ZipError("broken")));
      for (const byte of value) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
      parts.push(value);
    }
  } catch {
    throw new ZipError("broken");
  }
  if (length !== size || (crc ^ 0xffffffff) >>> 0 !== sum) throw new ZipError("broken");
  return new Blob(parts);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let left = number;
  for (let bit = 0; bit < 8; bit += 1) left = left & 1 ? 0xedb88320 ^ (left >>> 1) : left >>> 1;
  return left;
});
