import { UUID } from '@lumino/coreutils';

/** Characters that are written at once: a longer text would hold up the page. */
const STRETCH = 1 << 18;

/** The JSON of a value, or of a list item by item, in stretches with a pause after each. */
export async function stretches(
  value: unknown,
  pause: () => Promise<void>
): Promise<BlobPart[]> {
  if (!Array.isArray(value)) {
    return one(value, pause);
  }
  const parts: BlobPart[] = [];
  for (const item of value) {
    parts.push(parts.length ? ',' : '[', ...(await one(item, pause)));
    await pause();
  }
  parts.push(parts.length ? ']' : '[]');
  return parts;
}

async function one(
  value: unknown,
  pause: () => Promise<void>
): Promise<BlobPart[]> {
  const hole = UUID.uuid4(); // no notebook can know it
  const long: string[] = [];
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (typeof item !== 'string' || item.length <= STRETCH) {
      return item;
    }
    long.push(item);
    return hole;
  });
  const [first, ...others] = text.split(hole);
  const parts: BlobPart[] = [first];
  for (const [index, after] of others.entries()) {
    for (let at = 0; at < long[index].length; at += STRETCH) {
      // halves of a surrogate pair are escaped, and a pair again when they are read
      const stretch = JSON.stringify(long[index].slice(at, at + STRETCH));
      // a blob has its copy now, and not with all others at the end
      parts.push(new Blob([stretch.slice(1, -1)]));
      await pause();
    }
    parts.push(after);
  }
  return parts;
}
