/**
 * Python counts columns in code points from 1; CodeMirror counts UTF-16 units
 * from 0. An emoji is one there and two here.
 */
import { type Text } from '@codemirror/state';

import { type Edit, type Location } from '../wire';

/** The place in `line` of a 1-based column in code points, at most its end. */
export function columnToUnit(line: string, column: number): number {
  let unit = 0;
  for (let left = column - 1; left > 0 && unit < line.length; left--) {
    const code = line.codePointAt(unit) ?? 0;
    unit += code > 0xffff ? 2 : 1;
  }
  return unit;
}

/** The offset in the document of a 1-based line and column. */
export function offsetAt(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return at.from + columnToUnit(at.text, column);
}

/** The span that a location marks; without columns the text of its line. */
export function spanOf(
  doc: Text,
  location: Location
): { from: number; to: number } {
  const line = doc.line(Math.min(location.line, doc.lines));
  if (location.column === null) {
    const indent = line.text.length - line.text.trimStart().length;
    return { from: Math.min(line.from + indent, line.to), to: line.to };
  }
  const from = offsetAt(doc, location.line, location.column);
  const last = location.end_line ?? location.line;
  const to =
    location.end_column === null
      ? doc.line(Math.min(last, doc.lines)).to
      : offsetAt(doc, last, location.end_column);
  return { from, to: Math.max(from, to) };
}

/** The edits as changes of `doc`, in an order in which they can be made one by one. */
export function replacements(
  doc: Text,
  edits: readonly Edit[]
): { from: number; to: number; insert: string }[] {
  return edits
    .map(edit => ({
      from: offsetAt(doc, edit.line, edit.column),
      to: offsetAt(doc, edit.end_line, edit.end_column),
      insert: edit.replacement
    }))
    .sort((a, b) => b.from - a.from);
}
