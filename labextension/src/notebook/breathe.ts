/** Milliseconds of work after which the page gets its turn. */
const SLICE = 12;

/** A pause to await between steps of long work; it waits only when a slice is used up. */
export function breathe(): () => Promise<void> {
  let start = performance.now();
  return async () => {
    if (performance.now() - start > SLICE) {
      await new Promise(resolve => setTimeout(resolve, 0));
      start = performance.now();
    }
  };
}
