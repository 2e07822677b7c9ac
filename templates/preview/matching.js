// Words of a place on a page in, the unit that stands there out.

export const bare = (text) => text.replace(/[\s\u2066-\u2069\u200e\u200f]+/gu, "");

// How much of a text is the unit's: its pieces must stand in it in their order.
function share(text, pieces) {
  let from = 0;
  let length = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return 0;
    from = at + piece.length;
    length += piece.length;
  }
  return text.length ? length / text.length : 0;
}

// A piece of a paragraph that goes on over the page is long enough to be known by itself.
const KNOWN = 12;
const ENOUGH = 0.5;

export function unitAt(text, rows) {
  const words = bare(text);
  if (!words) return null;
  let best = null;
  let most = 0;
  for (const row of rows) {
    if (!row.pieces.length) continue;
    const whole = row.pieces.join("");
    if (whole === words) return row;
    let found = share(words, row.pieces);
    if (found < ENOUGH && words.length >= KNOWN && whole.includes(words)) found = ENOUGH;
    if (found > most) [best, most] = [row, found];
  }
  return most >= ENOUGH ? best : null;
}
