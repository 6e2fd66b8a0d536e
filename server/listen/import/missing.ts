import type { missingKinds } from '@gap5/contract/listen/recipe.ts'

export type MissingKind = (typeof missingKinds)[number]
export type MissingTokens = Record<string, MissingKind>

/**
 * Cells that mean "no answer" wherever they stand. "NA" is what statistics programs write for a blank; "N/A" and 不适用
 * are answers of the respondent, "not applicable", kept apart from blanks and from "don't know".
 */
export const usualMissing: MissingTokens = {
  na: 'blank',
  nan: 'blank',
  null: 'blank',
  none: 'blank',
  nil: 'blank',
  '.': 'blank',
  '-': 'blank',
  '--': 'blank',
  '—': 'blank',
  '——': 'blank',
  '/': 'blank',
  '\\n': 'blank',
  无: 'blank',
  空: 'blank',
  '(空)': 'blank',
  '(跳过)': 'blank',
  跳过: 'blank',
  未填: 'blank',
  未填写: 'blank',
  未作答: 'blank',
  缺失: 'blank',
  'n/a': 'na',
  'not applicable': 'na',
  不适用: 'na',
  'don’t know': 'dk',
  "don't know": 'dk',
  dk: 'dk',
  不知道: 'dk',
  不清楚: 'dk',
  说不清: 'dk',
}

/** Errors a spreadsheet program writes into a cell, by any language's number of letters: #N/A, #DIV/0!, #REF! … */
export const spreadsheetError = /^#(?:N\/A|DIV\/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|UNCALCULATED!)$/i

export function missingKind(cell: string, tokens: MissingTokens, own: MissingTokens = {}): MissingKind | null {
  if (cell === '') return 'blank'
  if (cell.length > 60) return null
  const key = plain(cell).toLowerCase()
  return lookUp(own, cell) ?? lookUp(own, key) ?? lookUp(tokens, cell) ?? lookUp(tokens, key)
}

function lookUp(tokens: MissingTokens, key: string): MissingKind | null {
  return Object.hasOwn(tokens, key) ? tokens[key]! : null
}

/** Full-width brackets and letters as their plain forms. */
function plain(cell: string): string {
  return /[\uff01-\uff5e]/.test(cell) ? cell.normalize('NFKC') : cell
}
