import { figure, type Text } from '@gap5/contract/language.ts'

type Third = { value: string; title: Text }
type Thirds = { title: Text; ordered: true; groups: Third[]; groupOf: (position: number) => number }

/** Three groups of about as many persons by how important something is to them; who finds it equally important stays together. */
export function importanceThirds(importance: Float64Array, width: Float64Array): Thirds {
  const given = importance.filter((x, i) => Number.isFinite(x) && Number.isFinite(width[i])).sort()
  const [lower, upper] = [given[Math.ceil(given.length / 3) - 1], given[Math.ceil((2 * given.length) / 3) - 1]]
  const bounds = [...new Set([lower, upper].filter((x) => x !== undefined && x < (given.at(-1) ?? -Infinity)))] as number[]
  const said = (x: number) => ({ en: figure(x, 'en', Number.isInteger(x) ? 0 : 1), zh: figure(x, 'zh', Number.isInteger(x) ? 0 : 1) })
  const groups = [...bounds, Infinity].map((bound, at): Third => {
    const [below, own] = [bounds[at - 1], bounds[at]]
    const range = own === undefined ? over(below) : below === undefined ? upTo(own) : { en: `over ${said(below).en} to ${said(own).en}`, zh: `${said(below).zh}以上至${said(own).zh}` }
    const name = names(bounds.length + 1)[at]!
    return { value: bound === Infinity ? 'most' : String(bound), title: { en: `${name.en} (${range.en})`, zh: `${name.zh}（${range.zh}）` } }
  })
  const groupOf = (position: number) => {
    const x = importance[position]!
    if (!Number.isFinite(x)) return -1
    const place = bounds.findIndex((bound) => x <= bound)
    return place < 0 ? bounds.length : place
  }
  return { title: { en: 'Importance to the person', zh: '对本人的重要性' }, ordered: true, groups, groupOf }

  function upTo(bound: number): Text {
    return { en: `up to ${said(bound).en}`, zh: `${said(bound).zh}及以下` }
  }
  function over(bound: number | undefined): Text {
    return bound === undefined ? { en: 'all alike', zh: '相同' } : { en: `over ${said(bound).en}`, zh: `${said(bound).zh}以上` }
  }
}

function names(count: number): Text[] {
  const least = { en: 'Less important', zh: '较不重要' }
  const middle = { en: 'In between', zh: '居中' }
  const most = { en: 'More important', zh: '较重要' }
  return count === 3 ? [least, middle, most] : count === 2 ? [least, most] : [{ en: 'Everybody', zh: '全部' }]
}
