/**
 * A draft as it can be shown: the part of it that makes a questionnaire. What has no words yet says "…"; what cannot be
 * asked yet (a rating without a scale, a choice without options, a condition on what is gone) is left out.
 */
import type { Text } from '@gap5/contract/language.ts'
import { completed } from '@gap5/contract/listen/completed.ts'
import type { Draft } from '@gap5/contract/listen/draft.ts'
import { definitionSchema, type Block, type Condition, type Definition, type Item, type Scale } from '@gap5/contract/listen/instrument.ts'
import { choiceValues, variables } from '@gap5/contract/listen/variables.ts'

export function shownDraft(draft: Draft): Definition {
  const whole = withWords(completed(draft)) as Draft
  const scales = Object.fromEntries(Object.entries(whole.scales).map(([key, scale]) => [key, upright(scale)]))
  const dimensions = once(whole.dimensions)
  const known = new Set(dimensions.map(({ key }) => key))
  const seen = new Set<string>()
  const blocks = once(whole.blocks).flatMap((block) => askedBlock(block, scales, known, seen))
  const asked = { ...whole, scales, dimensions, blocks: blocks.length > 0 ? blocks : [nothingYet] }
  return definitionSchema.parse({ ...asked, blocks: asked.blocks.map((block) => withConditions(block, asked)) })
}

const nothingYet: Block = {
  key: 'empty',
  columns: [],
  arrange: 'together',
  randomised: false,
  items: [{ type: 'text', key: 'empty', text: { en: 'Nothing is asked yet.', zh: '尚未添加题目。' }, maxLength: 1, required: false }],
}

function withWords(value: unknown): unknown {
  if (isText(value)) return { en: value.en || '…', zh: value.zh || '…' }
  if (Array.isArray(value)) return value.map(withWords)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withWords(inner)]))
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string' && 'zh' in value
}

function upright(scale: Scale): Scale {
  const max = scale.max > scale.min && scale.max - scale.min <= 10 ? scale.max : Math.min(scale.min + 4, 100)
  const labels = Object.entries(scale.labels).filter(([point]) => Number(point) >= scale.min && Number(point) <= max)
  return { ...scale, max, labels: Object.fromEntries(labels) }
}

function once<Thing extends { key: string }>(things: readonly Thing[]): Thing[] {
  return things.filter(({ key }, index) => things.findIndex((other) => other.key === key) === index)
}

function askedBlock(block: Block, scales: Definition['scales'], dimensions: Set<string>, seen: Set<string>): Block[] {
  const columns = block.columns.filter(({ role, scale }, index) => scale in scales && block.columns.findIndex((other) => other.role === role) === index)
  const items = block.items.flatMap((item): Item[] => {
    const asked = askedItem(item, columns.length, dimensions)
    if (asked === null || seen.has(item.key)) return []
    seen.add(item.key)
    return [asked]
  })
  return items.length === 0 ? [] : [{ ...block, columns, items }]
}

function askedItem(item: Item, columns: number, dimensions: Set<string>): Item | null {
  if (item.type === 'rating') {
    if (columns === 0) return null
    const { dimension, ...loose } = item
    return dimension !== undefined && dimensions.has(dimension) ? item : loose
  }
  if (item.type === 'points') {
    const over = item.over.filter(({ dimension }) => dimensions.has(dimension))
    return over.length < 2 ? null : { ...item, over }
  }
  if (item.type === 'choice') {
    const { expected, ...others } = item
    if (item.options.length < 2) return null
    return expected !== undefined && item.options.some(({ value }) => value === expected) ? item : others
  }
  return item
}

function withConditions(block: Block, { blocks, scales }: Pick<Definition, 'blocks' | 'scales'>): Block {
  const numbers = new Set(variables({ blocks, scales }).map(({ key }) => key))
  const choices = choiceValues(blocks)
  const holds = ({ variable, is, value, option }: Condition) => {
    if (is === 'answered') return numbers.has(variable) || choices.has(variable)
    if (is === 'chosen' || is === 'notChosen') return choices.get(variable)?.includes(option ?? '') ?? false
    return numbers.has(variable) && value !== undefined
  }
  const kept = <Part extends { showIf?: Condition[] | undefined }>({ showIf, ...part }: Part) => {
    const conditions = (showIf ?? []).filter(holds)
    return conditions.length > 0 ? { ...part, showIf: conditions } : part
  }
  return { ...kept(block), items: block.items.map(kept) } as Block
}
