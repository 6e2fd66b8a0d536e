const pointNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/i
const commaNumber = /^[-+]?(?:\d+,?\d*|,\d+)$/
const labelled = /^([-+]?\d{1,3})\s*(?:分|[-–—.::、)=]\s*[^\d\s].*|\s[^\d\s].*)$/su

/** The number a cell holds, or null. Full-width figures count; figures grouped by thousands do not. */
export function cellNumber(cell: string, decimalComma: boolean): number | null {
  const text = plain(cell)
  if (pointNumber.test(text)) return finite(Number(text))
  if (decimalComma && commaNumber.test(text)) return finite(Number(text.replace(',', '.')))
  return null
}

/** The point of a scale a cell names: a number, "4分", or a number led before words as in "5 - Very satisfied". */
export function cellPoint(cell: string, decimalComma: boolean): number | null {
  const number = cellNumber(cell, decimalComma)
  if (number !== null) return number
  const point = labelled.exec(plain(cell))?.[1]
  return point === undefined ? null : Number(point)
}

/** Full-width characters as their plain forms, the minus sign as a hyphen. */
function plain(cell: string): string {
  const code = cell.charCodeAt(0)
  if (cell.length === 1 && code < 128) return cell
  return /[\u0080-\uffff]/.test(cell) ? cell.normalize('NFKC').replace('−', '-').trim() : cell
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null
}
