import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// @ts-expect-error a script without types
import { wire } from '../../scripts/wire.mjs';

describe('src/wire.ts', () => {
  it('is what the JSON Schemas say: `npm run wire` makes it so', async () => {
    const current = readFileSync('src/wire.ts', 'utf8');
    expect(current).toBe(await wire());
  });
});
