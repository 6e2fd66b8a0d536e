import { Unreadable } from './unreadable.ts'

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text of XML with its entities and the `_x000D_` escapes of spreadsheets put back. */
export function xmlText(raw: string): string {
  let text = raw
  if (text.includes('&')) {
    text = text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal, hex, name) =>
      name === undefined ? character(decimal === undefined ? parseInt(hex, 16) : Number(decimal)) : (named[name] ?? whole),
    )
  }
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/** The value of an attribute in the text between `<name` and `>`. */
export function attribute(attributes: string, name: string): string | undefined {
  const start = attributes.indexOf(` ${name}="`)
  if (start !== -1) {
    const from = start + name.length + 3
    const end = attributes.indexOf('"', from)
    return end === -1 ? undefined : xmlText(attributes.slice(from, end))
  }
  const single = new RegExp(`[\\s]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return single ? xmlText(single[1] ?? single[2] ?? '') : undefined
}

/**
 * Elements called `name` (with or without a namespace prefix), each as its attributes and inner text, read from pieces.
 * Elements of that name must not be nested in each other; between two of them nothing is kept.
 */
export function* elements(pieces: Iterable<string>, name: string, longest: number): Generator<[string, string]> {
  const opening = openingOf(name)
  let rest = ''
  for (const piece of pieces) {
    rest += piece
    let from = 0
    for (;;) {
      const found = elementAt(rest, opening, from)
      if (found === null) {
        from = Math.max(from, rest.lastIndexOf('<'))
        break
      }
      from = found.end ?? found.start
      if (found.end === null) break
      yield [found.attributes, found.inner]
    }
    rest = rest.slice(from)
    if (rest.length > longest) throw Unreadable.because('import.file-damaged', { where: `<${name}>` })
  }
}

/** What stands in the first element called `name`; undefined where there is none. */
export function innerOf(text: string, name: string): string | undefined {
  const found = elementAt(text, openingOf(name), 0)
  return found === null || found.end === null ? undefined : found.inner
}

/** A text without the elements called `name` and all that stands in them. */
export function without(text: string, name: string): string {
  const opening = openingOf(name)
  let kept = ''
  let from = 0
  for (let found = elementAt(text, opening, 0); found !== null && found.end !== null; found = elementAt(text, opening, from)) {
    kept += text.slice(from, found.start)
    from = found.end
  }
  return kept + text.slice(from)
}

function openingOf(name: string): RegExp {
  return new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g')
}

type Element = { start: number; /** Null where it does not end in this text. */ end: number | null; attributes: string; inner: string }

/**
 * The first element that begins at or after `from`. Its end is looked for once, by `indexOf`: a pattern that spans an
 * element takes, on a file made for it, the square of its length.
 */
function elementAt(text: string, opening: RegExp, from: number): Element | null {
  opening.lastIndex = from
  const open = opening.exec(text)
  if (open === null) return null
  const start = open.index
  const close = text.indexOf('>', opening.lastIndex)
  if (close === -1) return { start, end: null, attributes: '', inner: '' }
  if (text[close - 1] === '/') return { start, end: close + 1, attributes: text.slice(opening.lastIndex, close - 1), inner: '' }
  const ending = `</${open[0].slice(1)}>`
  const end = text.indexOf(ending, close)
  if (end === -1) return { start, end: null, attributes: '', inner: '' }
  return { start, end: end + ending.length, attributes: text.slice(opening.lastIndex, close), inner: text.slice(close + 1, end) }
}
