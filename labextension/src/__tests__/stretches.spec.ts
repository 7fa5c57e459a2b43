import { describe, expect, it } from 'vitest';

import { stretches } from '../notebook/stretches';

const LONG = 'a "b"\n🙂'.repeat(34_000);

async function written(value: unknown): Promise<unknown> {
  const parts = await stretches(value, () => Promise.resolve());
  const texts = parts.map(part =>
    part instanceof Blob ? textOf(part) : Promise.resolve(part as string)
  );
  return JSON.parse((await Promise.all(texts)).join(''));
}

function textOf(blob: Blob): Promise<string> {
  return new Promise(resolve => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsText(blob);
  });
}

describe('stretches', () => {
  it.each([
    ['an object', { a: 1, b: [null, true, 'c'] }],
    ['an empty list', []],
    ['a list', [1, { a: undefined }, 'b']],
    ['a long text', LONG],
    [
      'several long texts',
      [{ text: LONG }, { data: { a: LONG, b: `${LONG}c` } }]
    ]
  ])('are the JSON of %s', async (_, value) => {
    expect(await written(value)).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it('pause in the middle of a long text', async () => {
    let pauses = 0;
    await stretches(LONG, async () => void pauses++);
    expect(pauses).toBeGreaterThan(1);
  });
});
