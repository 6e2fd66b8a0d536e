/**
 * What a person needs to know about two versions of a questionnaire: what was added, removed, moved, reworded or put on
 * another scale, and which answers can still be compared.
 *
 * Things are the same thing when they have the same key. Of answers, those to the same words on the same scale are
 * comparable; where words changed a person has to judge; where the scale or its direction changed they are not.
 */
import type { Text } from '../language.ts'
import { say } from './difference-words.ts'
import { conditionWords } from './condition-words.ts'
import type { Block, Definition, Item, Scale } from './instrument.ts'
import { variables } from './variables.ts'

export const changeKinds = ['added', 'removed', 'moved', 'reworded', 'changed'] as const
export const changeParts = ['about', 'dimension', 'scale', 'block', 'column', 'item'] as const
export type Change = {
  kind: (typeof changeKinds)[number]
  part: (typeof changeParts)[number]
  key: string
  /** What it is called. */
  name: Text
  /** Which of its properties; null where it is the whole thing. */
  property: Text | null
  before: Text | null
  after: Text | null
}

/** Variable keys by what can be said of answers to both versions. */
export type Comparability = { same: string[]; reworded: string[]; broken: string[]; added: string[]; removed: string[]; dimensions: string[] }
/** `names` tell each variable by the words of its question, and each dimension by its title. */
export type Difference = { changes: Change[]; comparability: Comparability; names: Record<string, Text> }

export function difference(before: Definition, after: Definition): Difference {
  const changes = [
    ...aboutChanges(before, after),
    ...things('dimension', before.dimensions, after.dimensions, ({ title }) => title, (a, b) => [
      wording('dimension', a.key, b.title, say.title, a.title, b.title),
      wording('dimension', a.key, b.title, say.description, a.description, b.description),
    ]),
    ...scaleChanges(before, after),
    ...things('block', before.blocks, after.blocks, blockName, (a, b) => blockChanges(a, b, before, after)),
    ...itemChanges(before, after),
  ]
  return { changes, comparability: comparability(before, after), names: { ...namesOf(before), ...namesOf(after) } }
}

function namesOf(definition: Definition): Record<string, Text> {
  const items = new Map(definition.blocks.flatMap(({ items }) => items).map(({ key, text }) => [key, text]))
  const asked = variables(definition).map(({ key, item }) => [key, items.get(item)!] as const)
  return Object.fromEntries([...asked, ...definition.dimensions.map(({ key, title }) => [key, title] as const)])
}

function aboutChanges(before: Definition, after: Definition): Change[] {
  const fields = ['title', 'use', 'source', 'welcome'] as const
  return [
    ...fields.map((field) => wording('about', field, say[field], null, before[field], after[field])),
    plain('about', 'minutes', say.minutes, null, before.minutes, after.minutes),
    plain('about', 'minimumAnswered', say.minimumAnswered, null, before.scoring.minimumAnswered, after.scoring.minimumAnswered),
  ].filter((change) => change !== null)
}

type Keyed = { key: string }

/** Added, removed and moved things, and what changed within those that stayed. */
function things<Thing extends Keyed>(
  part: Change['part'],
  before: readonly Thing[],
  after: readonly Thing[],
  name: (thing: Thing) => Text,
  within: (before: Thing, after: Thing) => (Change | null)[],
): Change[] {
  const there = new Map(before.map((thing) => [thing.key, thing]))
  const stays = new Set(after.map(({ key }) => key))
  const moved = movedKeys(before, after)
  const whole = (kind: Change['kind'], thing: Thing): Change => ({ kind, part, key: thing.key, name: name(thing), property: null, before: null, after: null })
  return [
    ...after.flatMap((thing) => {
      const old = there.get(thing.key)
      if (old === undefined) return [whole('added', thing)]
      return [...(moved.has(thing.key) ? [whole('moved', thing)] : []), ...within(old, thing).filter((change) => change !== null)]
    }),
    ...before.filter(({ key }) => !stays.has(key)).map((thing) => whole('removed', thing)),
  ]
}

/** Of the things that stayed, those outside the longest run that kept its order: the fewest that must have been moved. */
export function movedKeys(before: readonly Keyed[], after: readonly Keyed[]): Set<string> {
  const place = new Map(before.map(({ key }, index) => [key, index]))
  const stayed = after.filter(({ key }) => place.has(key))
  const best: { length: number; previous: number }[] = []
  for (const [index, { key }] of stayed.entries()) {
    let found = { length: 1, previous: -1 }
    for (let earlier = 0; earlier < index; earlier++) {
      const candidate = best[earlier]!.length + 1
      if (place.get(stayed[earlier]!.key)! < place.get(key)! && candidate > found.length) found = { length: candidate, previous: earlier }
    }
    best.push(found)
  }
  const kept = new Set<string>()
  let at = best.reduce((longest, { length }, index) => (length > (best[longest]?.length ?? 0) ? index : longest), best.length > 0 ? 0 : -1)
  while (at >= 0) {
    kept.add(stayed[at]!.key)
    at = best[at]!.previous
  }
  return new Set(stayed.map(({ key }) => key).filter((key) => !kept.has(key)))
}

function scaleChanges(before: Definition, after: Definition): Change[] {
  const keyed = (scales: Definition['scales']) => Object.entries(scales).map(([key, scale]) => ({ key, scale }))
  return things('scale', keyed(before.scales), keyed(after.scales), ({ key }) => ({ en: key, zh: key }), ({ key, scale: a }, { scale: b }) => {
    const name = { en: key, zh: key }
    const points = [...new Set([...Object.keys(a.labels), ...Object.keys(b.labels)])].sort((x, y) => Number(x) - Number(y))
    return [
      plain('scale', key, name, say.range, rangeOf(a), rangeOf(b)),
      plain('scale', key, name, say.lowIsGood, a.lowIsGood, b.lowIsGood),
      ...points.map((point) => wording('scale', key, name, say.label(point), a.labels[point], b.labels[point])),
    ]
  }).filter((change) => change.kind !== 'moved')
}

function rangeOf({ min, max }: Scale): string {
  return `${min}–${max}`
}

function blockName({ title, key }: Block): Text {
  return title ?? { en: key, zh: key }
}

function blockChanges(a: Block, b: Block, before: Definition, after: Definition): (Change | null)[] {
  const name = blockName(b)
  const roled = (block: Block) => block.columns.map((column) => ({ ...column, key: column.role }))
  return [
    wording('block', a.key, name, say.title, a.title, b.title),
    wording('block', a.key, name, say.intro, a.intro, b.intro),
    plain('block', a.key, name, say.arrange, say.arranged[a.arrange], say.arranged[b.arrange]),
    plain('block', a.key, name, say.randomised, a.randomised, b.randomised),
    plain('block', a.key, name, say.showIf, conditionWords(before, a.showIf), conditionWords(after, b.showIf)),
    ...things('column', roled(a), roled(b), ({ title }) => title, (x, y) => [
      wording('column', y.key, y.title, say.title, x.title, y.title),
      wording('column', y.key, y.title, say.hint, x.hint, y.hint),
      plain('column', y.key, y.title, say.scale, x.scale, y.scale),
    ]),
  ]
}

type Placed = { key: string; item: Item; block: string }

function itemChanges(before: Definition, after: Definition): Change[] {
  const listed = ({ blocks }: Definition): Placed[] => blocks.flatMap((block) => block.items.map((item) => ({ key: item.key, item, block: block.key })))
  const blockTitle = (definition: Definition, key: string) => blockName(definition.blocks.find((block) => block.key === key)!)
  const dimensionTitle = (definition: Definition, item: Item) =>
    item.type === 'rating' && item.dimension !== undefined ? definition.dimensions.find(({ key }) => key === item.dimension)?.title : undefined
  return things('item', listed(before), listed(after), ({ item }) => item.text, ({ item: a, block: from }, { item: b, block: to }) => {
    const name = b.text
    return [
      wording('item', b.key, name, say.text, a.text, b.text),
      from === to ? null : plain('item', b.key, name, say.block, blockTitle(before, from), blockTitle(after, to)),
      plain('item', b.key, name, say.kind, say.kinds[a.type], say.kinds[b.type]),
      plain('item', b.key, name, say.dimension, dimensionTitle(before, a), dimensionTitle(after, b)),
      plain('item', b.key, name, say.required, a.required, b.required),
      plain('item', b.key, name, say.showIf, conditionWords(before, a.showIf), conditionWords(after, b.showIf)),
      ...detailChanges(a, b),
    ]
  })
}

function detailChanges(a: Item, b: Item): (Change | null)[] {
  const name = b.text
  if (a.type === 'rating' && b.type === 'rating') {
    const roles = [...new Set([...Object.keys(a.wording ?? {}), ...Object.keys(b.wording ?? {})])] as (keyof NonNullable<typeof a.wording>)[]
    return [
      plain('item', b.key, name, say.reversed, a.reversed, b.reversed),
      ...roles.map((role) => wording('item', b.key, name, say.wording(role), a.wording?.[role], b.wording?.[role])),
    ]
  }
  if (a.type === 'choice' && b.type === 'choice') {
    return [
      plain('item', b.key, name, say.multiple, a.multiple, b.multiple),
      ...parts('item', b, a.options.map(({ value, text }) => [value, text]), b.options.map(({ value, text }) => [value, text]), say.option),
    ]
  }
  if (a.type === 'points' && b.type === 'points') {
    return parts('item', b, a.over.map(({ dimension, text }) => [dimension, text]), b.over.map(({ dimension, text }) => [dimension, text]), say.share)
  }
  if (a.type === 'text' && b.type === 'text') return [plain('item', b.key, name, say.maxLength, a.maxLength, b.maxLength)]
  return []
}

function parts(part: Change['part'], { key, text }: Item, before: [string, Text][], after: [string, Text][], property: Text): (Change | null)[] {
  const [a, b] = [new Map(before), new Map(after)]
  return [...new Set([...a.keys(), ...b.keys()])].map((value) => wording(part, key, text, property, a.get(value), b.get(value)))
}

function wording(part: Change['part'], key: string, name: Text, property: Text | null, before: Text | undefined, after: Text | undefined): Change | null {
  if (before?.en === after?.en && before?.zh === after?.zh) return null
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'reworded'
  return { kind, part, key, name, property, before: before ?? null, after: after ?? null }
}

type Plain = Text | string | number | boolean | undefined

function plain(part: Change['part'], key: string, name: Text, property: Text | null, before: Plain, after: Plain): Change | null {
  const [a, b] = [textOf(before), textOf(after)]
  return a.en === b.en && a.zh === b.zh ? null : { kind: 'changed', part, key, name, property, before: a, after: b }
}

function textOf(value: Plain): Text {
  if (typeof value === 'object') return value
  if (value === undefined) return say.none
  if (typeof value === 'boolean') return value ? say.yes : say.no
  return { en: String(value), zh: String(value) }
}

/** What can be compared, variable by variable, and the dimensions whose score rests on other items. */
function comparability(before: Definition, after: Definition): Comparability {
  const [old, now] = [asked(before), asked(after)]
  const result: Comparability = { same: [], reworded: [], broken: [], added: [], removed: [], dimensions: [] }
  for (const [key, b] of now) {
    const a = old.get(key)
    if (a === undefined) result.added.push(key)
    else if (a.measure !== b.measure) result.broken.push(key)
    else if (a.words !== b.words) result.reworded.push(key)
    else result.same.push(key)
  }
  result.removed = [...old.keys()].filter((key) => !now.has(key))
  const members = (of: typeof now, dimension: string) => [...of].filter(([, { dimension: own }]) => own === dimension).map(([key]) => key).sort().join(' ')
  const shared = after.dimensions.filter(({ key }) => before.dimensions.some((other) => other.key === key))
  result.dimensions = shared.map(({ key }) => key).filter((key) => members(old, key) !== members(now, key))
  return result
}

function asked(definition: Definition): Map<string, { measure: string; words: string; dimension: string | null }> {
  const items = new Map(definition.blocks.flatMap((block) => block.items.map((item) => [item.key, { item, block }] as const)))
  return new Map(
    variables(definition).map(({ key, item: itemKey, role, min, max, reversed, lowIsGood, dimension }) => {
      const { item, block } = items.get(itemKey)!
      const column = block.columns.find((one) => one.role === role)
      const labels = column === undefined ? {} : (definition.scales[column.scale]?.labels ?? {})
      const own = item.type === 'rating' ? item.wording?.[role] : undefined
      const over = item.type === 'points' ? item.over : []
      return [key, { measure: JSON.stringify([min, max, reversed, lowIsGood]), words: JSON.stringify([item.text, own, column?.title, column?.hint, labels, over]), dimension: role === 'weight' ? null : dimension }]
    }),
  )
}
