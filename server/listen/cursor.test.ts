import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filledPage, inOrder, type Cursor, type Marked } from './cursor.ts'

const rows = Array.from({ length: 25_000 }, (_, i): Marked & { place: number } => ({
  id: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`,
  exact_at: new Date(Date.UTC(2026, 0, 1) - i * 1000).toISOString(),
  place: i,
}))

/** Rows after a mark, and how many of them were handed out. */
function reader() {
  const seen = { rows: 0 }
  const page = (after: Cursor | null, limit: number) => {
    const from = after === null ? 0 : 1 + rows.findIndex(({ id }) => id === after.id)
    const found = rows.slice(from, from + limit)
    seen.rows += found.length
    return Promise.resolve(found)
  }
  return { seen, page }
}

/** All pages one after the other, and how much was looked at for the longest of them. */
async function pages(fits: (place: number) => boolean) {
  const found: number[] = []
  let [after, longest, count]: [string | undefined, number, number] = [undefined, 0, 0]
  do {
    const { seen, page } = reader()
    const answer: { rows: typeof rows; next: string | null } = await filledPage(page, (of) => Promise.resolve(of.filter(({ place }) => fits(place))), { after, limit: 50 })
    found.push(...answer.rows.map(({ place }) => place))
    longest = Math.max(longest, seen.rows)
    count++
    after = answer.next ?? undefined
  } while (after !== undefined)
  return { found, longest, count }
}

test('a page of what is rare ends in time, and the pages together hold each once', async () => {
  const rare = await pages((place) => place === 12_345 || place === 24_999)
  assert.deepEqual(rare.found, [12_345, 24_999])
  assert.ok(rare.longest <= 5_000 && rare.count === 6, `${rare.longest} looked at, ${rare.count} pages`)
  assert.deepEqual((await pages(() => false)).found, [])
})

test('a page of what is frequent is full after the first look', async () => {
  const { found, longest } = await pages((place) => place % 10 === 0)
  assert.deepEqual(found, Array.from({ length: 2_500 }, (_, i) => 10 * i))
  assert.equal(longest, 1_000)
})

test('rows stand in the order they are asked in; one that is gone is left out', () => {
  assert.deepEqual(inOrder([{ id: 'b' }, { id: 'a' }], ['a', 'c', 'b']).map(({ id }) => id), ['a', 'b'])
})
