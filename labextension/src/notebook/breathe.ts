/** Milliseconds of work after which the page gets its turn. */
const SLICE = 12;

/** A pause to await between steps of long work; it waits only when a slice is used up. */
export function breathe(): () => Promise<void> {
  let start = performance.now();
  return async () => {
    if (performance.now() - start > SLICE) {
      await turn();
      start = performance.now();
    }
  };
}

const waiting: (() => void)[] = [];

/** Do something soon, in slices with all else that may wait: many small steps are a long one together. */
export function soon(step: () => void): void {
  waiting.push(step);
  if (waiting.length === 1) {
    void work();
  }
}

async function work(): Promise<void> {
  await turn();
  const pause = breathe();
  while (waiting.length) {
    try {
      waiting[0]();
    } catch (error) {
      reportError(error);
    }
    waiting.shift();
    if (waiting.length) {
      await pause();
    }
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}
