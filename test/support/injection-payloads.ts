/** What spreadsheets take for the beginning of a formula, full-width forms included. */
const SIGNS = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20'] as const;

/** What may stand before a formula so that some reader begins a cell, or a line, with it. */
const LEADS = ['', ' ', '\t', '\r', '\n', '\r\n', '\u00a0', '\u2028'] as const;

/** Formulas behind text that ends a cell or a line early. */
const BREAKS = [
  'x\n',
  'x\r',
  'x\r\n',
  'x,',
  'x;',
  'x\t',
  'x"\n',
  'x",',
  '"\r\n',
  '""',
  "'\n",
  'x\u0085',
  'x\u000b',
  'x\u000c',
];

const FORMULA = "cmd|' /C calc'!A0";

/** 80 texts, each of which is one cell, and none of which may become a formula in a spreadsheet. */
export const INJECTION_PAYLOADS: readonly string[] = [
  ...SIGNS.flatMap((sign) => LEADS.map((lead) => `${lead}${sign}${FORMULA}`)),
  ...BREAKS.map((text) => `${text}=${FORMULA}`),
  '\u0000=1+1',
  '=HYPERLINK("http://x","y")',
];
