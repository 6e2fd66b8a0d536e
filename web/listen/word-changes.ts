/** A piece of two sentences, and which of them it stands in. */
export type Piece = { text: string; in: 'both' | 'before' | 'after' }

/** Two sentences in their common and their own pieces: by words, in Chinese by characters. Longest common subsequence. */
export function wordChanges(before: string, after: string): Piece[] {
  const [a, b] = [tokens(before), tokens(after)]
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
  }
  const pieces: Piece[] = []
  const put = (text: string, where: Piece['in']) => {
    const last = pieces.at(-1)
    if (last?.in === where) last.text += text
    else pieces.push({ text, in: where })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put(a[i]!, 'both')
      i++
      j++
    } else if (j >= b.length || (i < a.length && length[i + 1]![j]! >= length[i]![j + 1]!)) put(a[i++]!, 'before')
    else put(b[j++]!, 'after')
  }
  return joined(pieces)
}

/** Neighbouring changes with nothing but a blank between them read as one: first what went, then what came. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  let [went, came] = ['', '']
  const close = () => {
    if (went !== '') result.push({ text: went, in: 'before' })
    if (came !== '') result.push({ text: came, in: 'after' })
    went = came = ''
  }
  for (const [place, { text, in: where }] of pieces.entries()) {
    const isBetween = where === 'both' && text.trim() === '' && went + came !== '' && place < pieces.length - 1
    if (where === 'both' && !isBetween) {
      close()
      result.push({ text, in: where })
    }
    if (where === 'before' || isBetween) went += text
    if (where === 'after' || isBetween) came += text
  }
  close()
  return result
}

function tokens(sentence: string): string[] {
  return sentence.match(/\p{Script=Han}|[^\s\p{Script=Han}]+|\s+/gu) ?? []
}
