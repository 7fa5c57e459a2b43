/** What JupyterLab's widgets expect of a browser and jsdom does not have. */

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const noMatch = { matches: false, addListener() {}, removeListener() {} };

Object.assign(globalThis, {
  DragEvent: class extends MouseEvent {},
  ResizeObserver: NoObserver,
  IntersectionObserver: NoObserver,
  matchMedia: () => noMatch
});
