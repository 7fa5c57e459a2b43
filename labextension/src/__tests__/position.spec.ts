import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import {
  columnToUnit,
  offsetAt,
  replacements,
  spanOf
} from '../notebook/position';
import { location } from './factories';

const text = (...lines: string[]) => Text.of(lines);

describe('columns', () => {
  it('are the same where every character is one unit', () => {
    expect(columnToUnit('key = 1', 7)).toBe(6);
  });

  it('skip both halves of an emoji', () => {
    expect(columnToUnit('🔑 = "x"', 2)).toBe(2);
    expect(columnToUnit('🔑🔑x', 3)).toBe(4);
  });

  it('count a family emoji by its code points', () => {
    const family = '👩‍👧';
    expect(Array.from(family)).toHaveLength(3);
    expect(columnToUnit(`${family}x`, 4)).toBe(family.length);
  });

  it('end with the line', () => {
    expect(columnToUnit('ab', 99)).toBe(2);
  });
});

describe('spans', () => {
  it('start and end behind emojis of the same line', () => {
    const doc = text('a = 1', '🙂 = "secret"');
    const at = location({ line: 2, column: 6, end_line: 2, end_column: 12 });
    const { from, to } = spanOf(doc, at);
    expect(doc.sliceString(from, to)).toBe('secret');
  });

  it('are the text of the line without columns', () => {
    const doc = text('if x:', '    load(y)');
    const { from, to } = spanOf(doc, location({ line: 2 }));
    expect(doc.sliceString(from, to)).toBe('load(y)');
  });

  it('stay inside a document that has become shorter', () => {
    const doc = text('x');
    const at = location({ line: 9, column: 5, end_line: 9, end_column: 8 });
    expect(spanOf(doc, at)).toEqual({ from: 1, to: 1 });
  });
});

describe('lines', () => {
  it('are split where CodeMirror splits them', () => {
    const source = 'a\r\nb\rc\u2028d\x0ce';
    const doc = Text.of(source.split(/\r\n?|\n/));
    expect(doc.lines).toBe(3);
    expect(doc.line(3).text).toBe('c\u2028d\x0ce');
    expect(offsetAt(doc, 3, 1)).toBe(4);
  });
});

describe('edits', () => {
  it('come last first, so that one does not move the next', () => {
    const doc = text('key = "🔑x"');
    const edits = [
      { line: 1, column: 1, end_line: 1, end_column: 1, replacement: 'A' },
      { line: 1, column: 7, end_line: 1, end_column: 11, replacement: 'B' }
    ];
    expect(replacements(doc, edits)).toEqual([
      { from: 6, to: 11, insert: 'B' },
      { from: 0, to: 0, insert: 'A' }
    ]);
  });
});
