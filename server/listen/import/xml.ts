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
  let rest = ''
  const opening = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g')
  for (const piece of pieces) {
    rest += piece
    let from = 0
    for (;;) {
      opening.lastIndex = from
      const open = opening.exec(rest)
      if (open === null) {
        from = Math.max(from, rest.lastIndexOf('<'))
        break
      }
      from = open.index
      const close = rest.indexOf('>', opening.lastIndex)
      if (close === -1) break
      if (rest[close - 1] === '/') {
        yield [rest.slice(opening.lastIndex, close - 1), '']
        from = close + 1
        continue
      }
      const ending = `</${open[0].slice(1)}>`
      const end = rest.indexOf(ending, close)
      if (end === -1) break
      yield [rest.slice(opening.lastIndex, close), rest.slice(close + 1, end)]
      from = end + ending.length
    }
    rest = rest.slice(from)
    if (rest.length > longest) throw Unreadable.because('import.file-damaged', { where: `<${name}>` })
  }
}
