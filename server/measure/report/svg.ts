/** Vector drawings as text, for paper: a few shapes, in the colours of the light mode, with the family every document is set in. */

export const paper = {
  ink: '#1c1f23',
  body: '#3c424a',
  mute: '#636a74',
  card: '#ffffff',
  line: '#e3e4df',
  grid: '#ecece7',
  axis: '#888f98',
  accent: '#0f6e68',
  accentTint: '#d9e9e8',
  below: '#b93815',
  above: '#4a4fb5',
  band: '#cfe4e1',
  bandEdge: '#5f9f98',
  belowTint: '#e3ad9b',
  insideTint: '#8abdb8',
  sunken: '#f1f2ee',
} as const

type Value = string | number | undefined

/** An element of SVG; numbers are written with at most two decimals. */
export function element(name: string, attributes: Record<string, Value>, content = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`))
  return `<${name}${written.join('')}>${content}</${name}>`
}

type TextOptions = { size?: number; anchor?: 'start' | 'middle' | 'end'; fill?: string; bold?: boolean }

export function text(x: number, y: number, said: string, { size = 12, anchor = 'start', fill = paper.ink, bold = false }: TextOptions = {}): string {
  return element('text', { x, y, 'font-size': size, 'text-anchor': anchor, fill, 'font-weight': bold ? 'bold' : undefined, 'font-family': 'Noto Sans SC' }, escaped(narrowApostrophes(said)))
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string, more: Record<string, Value> = {}): string {
  return element('line', { x1, y1, x2, y2, stroke, ...more })
}

export function rect(x: number, y: number, width: number, height: number, fill: string, more: Record<string, Value> = {}): string {
  return element('rect', { x, y, width, height, fill, ...more })
}

export function path(d: string, more: Record<string, Value>): string {
  return element('path', { d, ...more })
}

export function drawing(width: number, height: number, parts: readonly string[]): string {
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${rounded(width)} ${rounded(height)}` }, parts.join(''))
}

/** A colour between two of six digits; `share` of the first. */
export function mixed(one: string, other: string, share: number): string {
  const part = (colour: string, place: number) => parseInt(colour.slice(1 + 2 * place, 3 + 2 * place), 16)
  return `#${[0, 1, 2].map((place) => Math.round(part(one, place) * share + part(other, place) * (1 - share)).toString(16).padStart(2, '0')).join('')}`
}

/** The font draws ’ as wide as a Chinese sign, and a drawing cannot ask for another. */
function narrowApostrophes(said: string): string {
  return said.replaceAll(/(?<=\p{Script=Latin})’(?=\p{Script=Latin})/gu, "'")
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(said: string): string {
  return said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
