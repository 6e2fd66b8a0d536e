/** A text with the words that were searched for marked in it. */
export function Highlighted({ text, search }: { text: string; search: string | null }) {
  return piecesOf(text, search).map(({ piece, at, isFound }) => (isFound ? <mark key={at} className="rounded-sm bg-warn-soft text-ink">{piece}</mark> : <span key={at}>{piece}</span>))
}

type Piece = { piece: string; at: number; isFound: boolean }

/** The text in pieces, in order; those that were searched for set apart, whatever their case. */
function piecesOf(text: string, search: string | null): Piece[] {
  const words = (search ?? '').split(/[\s\u3000]+/).filter((word) => word !== '')
  if (words.length === 0) return [{ piece: text, at: 0, isFound: false }]
  const pattern = new RegExp(words.toSorted((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi')
  const pieces: Piece[] = []
  let from = 0
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (index > from) pieces.push({ piece: text.slice(from, index), at: from, isFound: false })
    pieces.push({ piece: found, at: index, isFound: true })
    from = index + found.length
  }
  if (from < text.length) pieces.push({ piece: text.slice(from), at: from, isFound: false })
  return pieces
}
