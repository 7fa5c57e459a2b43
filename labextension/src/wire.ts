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

export interface ChecklistPillar {
  pillar: 'data' | 'model' | 'infrastructure' | 'human';
  low: number | null;
  high: number | null;
  coverage: number;
  /** Whose word the weight that passed rests on. */
  mix: {
    automatic: number;
    confirmed: number;
    attested: number;
  };
  capped: boolean;
  counts: {
    fail: number;
    needs_attention: number;
    not_checked: number;
    attested: number;
    pass: number;
    not_applicable: number;
  };
}

export interface ChecklistControl {
  id: string;
  title: string;
  pillar: 'data' | 'model' | 'infrastructure' | 'human';
  severity: 'critical' | 'high' | 'medium' | 'low';
  weight: number;
  mode: 'automatic' | 'semi-automatic' | 'manual';
  tier: 'instant' | 'demand' | 'person';
  probe: string;
  profile: 'baseline' | 'standard' | 'full';
  max_age_days: number;
  stale_when: string[];
  /** Whether the project has put this question itself. */
  own: boolean;
  why: string;
  limits: string;
  fix: string;
  rules: string[];
  measurements: string[];
  mappings: Record<string, string[]>;
  status:
    | 'fail'
    | 'needs_attention'
    | 'not_checked'
    | 'attested'
    | 'pass'
    | 'not_applicable';
  basis: 'automatic' | 'confirmed' | 'attested' | 'waived' | 'nothing';
  freshness: 'fresh' | 'due_soon' | 'stale' | 'invalidated' | 'expired';
  credit: 0 | 0.5 | 1;
  due: string | null;
  sentence: string;
  notes: string[];
  observed_at: string | null;
  vantage: string;
  /** Whether it was looked at in this run. */
  new: boolean;
  observation: ChecklistObservation;
  attestation: ChecklistAttestation | null;
  waiver: ChecklistWaiver | null;
}

export interface ChecklistObservation {
  outcome: 'pass' | 'needs_attention' | 'fail' | 'not_applicable' | 'unknown';
  summary: string;
  why: string;
  subject: string;
  digest: string;
  counts: Record<string, number>;
  evidence: {
    kind: string;
    ref: string;
    summary: string;
    sha256: string;
  }[];
}

export interface ChecklistAttestation {
  control: string;
  statement: 'pass' | 'fail' | 'not_applicable';
  by: string;
  at: string;
  expires: string;
  evidence: string[];
  note: string;
  scope: string;
  signed: false;
}

export interface ChecklistWaiver {
  control: string;
  reason:
    | 'false-positive'
    | 'test-data'
    | 'remediated-elsewhere'
    | 'not-supported'
    | 'accepted-risk';
  justification: string;
  owner: string;
  expires: string;
  fingerprint: string;
}

export interface ChecklistOverride {
  control: string;
  enabled: boolean;
  severity: 'critical' | 'high' | 'medium' | 'low' | null;
  max_age_days: number | null;
  reason: string;
  expires: string | null;
}

export interface ChecklistRun {
  id: string;
  at: string;
  profile: 'baseline' | 'standard' | 'full';
  trigger: string;
  scores: Record<string, number>;
}

/** One run of the checklist: a status for each control, a score for each pillar. Percentages from 0 to 100; dates as 2027-01-31. */
export interface Checklist {
  schema: 'mlsec-nb/checklist/v1';
  tool: {
    name: 'mlsec-nb';
    version: string;
    ruleset: string;
    catalogue: string;
  };
  folder: string;
  at: string;
  profile: 'baseline' | 'standard' | 'full';
  seconds: number;
  remembered: boolean;
  remarks: string[];
  /** That of the weakest pillar: never a mean. Low counts what is not checked as failed, high as passed. */
  score: {
    low: number | null;
    high: number | null;
  };
  pillars: ChecklistPillar[];
  controls: ChecklistControl[];
  /** Ids of controls that stand otherwise than in the run before of the same profile. */
  changes: {
    new: string[];
    fixed: string[];
    regressed: string[];
    overdue: string[];
  };
  next_due: string | null;
  loosened: ChecklistOverride[];
  history: ChecklistRun[];
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

/** Of the project of a notebook, or of the contents root; the pieces of the notebook may come with it. */
export interface ChecklistRequest {
  path: string;
  /** Whether costly probes look as well. */
  demand?: boolean;
  /** Whether probes may use the network. */
  network?: boolean;
  /** Whether the run is kept in the history. */
  remember?: boolean;
  profile?: '' | 'baseline' | 'standard' | 'full';
}

export interface ChecklistAnswer {
  checklist: Checklist;
}

export interface AttestRequest {
  path: string;
  control: string;
  by: string;
  /** The last day, as 2027-01-31. */
  until: string;
  statement: 'pass' | 'fail' | 'not_applicable';
  /** Paths, addresses, numbers of tickets. */
  evidence: string[];
  note: string;
}

export interface WaiveRequest {
  path: string;
  control: string;
  owner: string;
  /** The last day, as 2027-01-31. */
  until: string;
  justification: string;
  reason:
    | 'false-positive'
    | 'test-data'
    | 'remediated-elsewhere'
    | 'not-supported'
    | 'accepted-risk';
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
