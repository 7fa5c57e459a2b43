/** What Python sends and takes. Made from its JSON Schemas by `npm run wire`; do not edit. */

export type Count = number;

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export type Confidence = 'high' | 'medium' | 'low';

export type Pillar = 'data' | 'model' | 'infrastructure' | 'human';

export type Surface =
  'source' | 'output' | 'metadata' | 'attachment' | 'file' | 'object';

export interface Tool {
  name: 'mlsec-nb';
  version: string;
  /** Digest of the rules that were in force. */
  ruleset: string;
}

export interface Summary {
  targets: Count;
  cells: Count;
  outputs: Count;
  seconds: number;
  skipped: Count;
  suppressed: Count;
  findings: SeverityCounts;
}

/** Findings that are not suppressed. */
export interface SeverityCounts {
  critical: Count;
  high: Count;
  medium: Count;
  low: Count;
  info: Count;
}

/** How much was read. */
export interface Coverage {
  cells: Count;
  outputs: Count;
  surfaces: Count;
  bytes: Count;
}

export interface Skipped {
  what: string;
  why: string;
  /** True when the answer is incomplete for it; false when it is left out by design. */
  gap: boolean;
}

export interface Target {
  path: string;
  kind: 'notebook' | 'script' | 'artifact';
  format: string;
  /** Empty when the file could not be read. */
  sha256: string;
  verdict: 'clean' | 'findings' | 'incomplete';
  coverage: Coverage;
  findings: Finding[];
  skipped: Skipped[];
}

export interface Location {
  /** Index from 0; null at the level of the notebook or file. */
  cell: number | null;
  cell_id: string | null;
  surface: Surface;
  /** Index from 0. */
  output: number | null;
  mime: string | null;
  line: number;
  end_line: number | null;
  column: number | null;
  /** One past the last character. */
  end_column: number | null;
  /** Path inside an archive. */
  member: string | null;
  /** RFC 6901 pointer of the raw value in the .ipynb file. */
  pointer: string | null;
}

export interface Related {
  message: string;
  location: Location;
}

export interface Suppression {
  by: 'inline' | 'tag' | 'baseline' | 'config';
  reason: string;
}

/** Replaces a span of the finding's surface. */
export interface Edit {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  replacement: string;
}

export interface Fix {
  title: string;
  edits: Edit[];
}

export interface Finding {
  rule: string;
  name: string;
  engine: string;
  pillar: Pillar;
  severity: Severity;
  confidence: Confidence;
  message: string;
  advice: string;
  /** Never holds a secret or a personal datum: these are masked. */
  evidence: string;
  /** Half-open span of the evidence, from 0. */
  highlight: null | [number, number];
  /** The same after a re-run, a re-order and a re-render. */
  fingerprint: string;
  location: Location;
  related: Related[];
  suppressed: null | Suppression;
  fix: null | Fix;
  controls: string[];
  references: string[];
}

/** The result of a scan. Cells and outputs count from 0 as in the .ipynb file; lines and columns count from 1, columns in code points. */
export interface Scan {
  schema: 'mlsec-nb/scan/v1';
  tool: Tool;
  summary: Summary;
  targets: Target[];
  /** What was not looked at and belongs to no target. */
  skipped: Skipped[];
}

/** A notebook by the keys of its pieces; pieces that the server does not know yet are sent along. */
export interface ScanRequest {
  session: string;
  /** What the contents API calls the notebook. */
  path: string;
  /** Key of the notebook without its cells. */
  notebook: string;
  /** For each cell the key of the cell without its outputs and, if it has some, that of its outputs. */
  cells: string[][];
  pieces: Record<string, unknown>;
  /** Rules that are not reported. */
  ignore: string[];
  min_severity: Severity;
}

export interface ScanAnswer {
  scan: Scan;
  /** How many large outputs are still to be searched: ask again. */
  left: number;
  /** Fingerprints of the findings that the save guard warns of. */
  guarded: string[];
}

/** Status 409: these keys are not known, as after a restart. */
export interface MissingPieces {
  missing: string[];
}

export interface Failure {
  message: string;
  advice: string;
}

export interface PreviewLine {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** What a fix does to one cell. The preview shows no secret. */
export interface Change {
  cell: number;
  title: string;
  edits: Edit[];
  /** The outputs that the cell has afterwards; null leaves them. */
  outputs: null | Record<string, unknown>[];
  /** Tags to add to the cell. */
  tags: string[];
  preview: PreviewLine[];
}

export interface Changes {
  changes: Change[];
}

/** What was written into the project's configuration. */
export interface Added {
  file: string;
  text: string;
}

export interface Explanation {
  id: string;
  name: string;
  markdown: string;
}

export interface Exported {
  name: string;
  mime: string;
  content: string;
}

/** A model file by what the contents API calls it. */
export interface ArtifactRequest {
  path: string;
  /** Rules that are not reported. */
  ignore: string[];
  min_severity: Severity;
}

/** A line of a disassembly; the opcode is … where lines were left out. */
export interface Opcode {
  offset: number;
  opcode: string;
  /** What is on top of the stack after it. */
  top: string;
  note: string;
  /** Path inside the file. */
  member: string;
}

export interface ArtifactAnswer {
  scan: Scan;
  /** The pickles in it, around what was found. */
  disassembly: Opcode[];
}

export interface RuleFacts {
  id: string;
  name: string;
  severity: Severity;
  summary: string;
}

export interface Rules {
  rules: RuleFacts[];
}
