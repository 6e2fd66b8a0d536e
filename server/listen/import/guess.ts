import type { Text } from '@gap5/contract/language.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { ColumnProfile, Recipe, RecipeColumn, RecipeItem } from '@gap5/contract/listen/recipe.ts'
import { cellPoint } from './cell-number.ts'
import { knownDimension } from './dimension-words.ts'
import { knownColumns, knownSource, type Known } from './guess-described.ts'
import { guessItems, type StemGuess } from './guess-items.ts'
import { guessOther, type Used } from './guess-other.ts'
import { guessPoints } from './guess-points.ts'
import { guessRoles, type RoleGuess } from './guess-roles.ts'
import { isFound } from './role-words.ts'
import { keyFrom } from './keys.ts'
import { labelledScale, yesOrNo } from './likert-words.ts'
import { usualMissing } from './missing.ts'
import { profileTable, type TableProfile } from './profile.ts'
import { boxesColumn, isBoxes, namedScale, weightRemark, withTitles } from './guess-labels.ts'
import { guessScale, type Histogram, type ScaleGuess } from './scale-guess.ts'
import type { Table } from './table.ts'
import { isKeyHeading, knownAttribute } from './attribute-words.ts'

export type GuessOptions = {
  profile?: TableProfile
  /** Instruments a file may be recognised as. */
  libraries?: readonly Definition[]
  /** Instruments of the organisation's own, known by their variables as headings. */
  instruments?: readonly Definition[]
  /** Title of the instrument that would be made. */
  title?: Text
}

/** Something a person should know about the guess for a column. */
export type Remark = { index: number; text: Text }
export type Guess = { recipe: Recipe; profile: TableProfile; remarks: Remark[] }

type Rating = {
  profile: ColumnProfile
  values: Histogram
  scale: ScaleGuess
  labels: Record<string, number> | null
  /** What the file calls the points of the scale. */
  points: Record<string, Text> | null
}

/**
 * What the columns of a table stand for, judged by headings and content. Pure: no database and no server. Columns whose
 * guess deserves a look are marked `uncertain`; the remarks say why.
 */
export function guessRecipe(table: Table, options: GuessOptions = {}): Guess {
  const profile = options.profile ?? profileTable(table)
  const known = knownSource(table, options.libraries ?? [], options.instruments ?? [])
  return known === null ? guessByColumns(table, profile, options) : guessByName(table, profile, known, options)
}

/** The file is known: only what the instrument does not name is guessed. */
function guessByName(table: Table, profile: TableProfile, known: Known, options: GuessOptions): Guess {
  const { columns, items, dimensions } = knownColumns(known, profile.columns, table)
  const remarks: Remark[] = weightRemark(table)
  const used = usedBy([...columns.values()], items)
  const recipe: Recipe = {
    recipe: 1,
    title: options.title ?? known.definition.title,
    reading: {},
    missing: usualMissing,
    columns: profile.columns.map((column) => columns.get(column.index) ?? guessOther(column, profile.rows, used, remarks)),
    items,
    dimensions,
    ...(known.library === null ? {} : { library: known.library }),
  }
  return { recipe, profile, remarks }
}

function usedBy(columns: readonly RecipeColumn[], items: RecipeItem[]): Used {
  const attributes = columns.flatMap((column) => (column.use === 'attribute' ? [column.key] : []))
  return { attributes: new Set(attributes), items: new Set([...items.map(({ key }) => key), 'importance']), newItems: items, once: new Set() }
}

function guessByColumns(table: Table, profile: TableProfile, options: GuessOptions): Guess {
  const points = guessPoints(table, profile.columns)
  const labelsOf = (index: number) => table.described?.labels[index] ?? null
  const free = profile.columns.filter(({ index }) => !points.some((column) => column.index === index) && !isBoxes(table, index))
  const ratings = free.map((column) => ratingOf(column, labelsOf(column.index))).filter((rating) => rating !== null)
  const roles = guessRoles(
    ratings.map(({ profile, scale, points }) => ({ index: profile.index, heading: profile.heading, min: scale.min, max: scale.max, names: points && JSON.stringify(points) })),
  )
  const scales = familyScales(roles, ratings)
  const taken = new Set<string>(points.length > 0 ? ['importance'] : [])
  const stems = stemsOf(roles, ratings, scales)
  const { items, keyOf, dimensions, library } = guessItems(stems, options.libraries ?? [], taken)
  const remarks: Remark[] = weightRemark(table)
  const columns: RecipeColumn[] = []
  const used: Used = { attributes: new Set<string>(), items: taken, newItems: items, once: new Set<string>() }
  for (const column of profile.columns) {
    const role = roles.find(({ index }) => index === column.index)
    const point = points.find(({ index }) => index === column.index)
    if (role) columns.push(ratingColumn(role, ratings, scales, keyOf, remarks))
    else if (point) columns.push({ heading: column.heading, use: 'points', dimension: dimensionFor(point.name, dimensions) })
    else if (isBoxes(table, column.index)) columns.push(boxesColumn(column, labelsOf(column.index)!, used))
    else columns.push(withTitles(guessOther(column, profile.rows, used, remarks), labelsOf(column.index)))
  }
  const recipe: Recipe = {
    recipe: 1,
    title: options.title ?? { en: 'Imported survey', zh: '导入的调查' },
    reading: {},
    missing: usualMissing,
    columns,
    items,
    dimensions,
    ...(library === null ? {} : { library }),
  }
  return { recipe, profile, remarks }
}

/** A column as ratings, or null where its cells are none or its heading says that it is something else. */
function ratingOf(profile: ColumnProfile, names: ReadonlyMap<string, string> | null): Rating | null {
  const { heading, wording, kind, distinct, frequent } = profile
  if (knownAttribute(heading) || isKeyHeading(heading) || (wording !== null && knownAttribute(wording))) return null
  if (kind === 'category' || kind === 'text') {
    const labelled = (isFound(heading) ? yesOrNo(frequent) : null) ?? labelledScale(frequent)
    if (!labelled) return null
    return { profile, values: new Map(), scale: { ...labelled, outside: [], uncertain: false }, labels: labelled.labels, points: null }
  }
  if ((kind !== 'whole' && kind !== 'number') || distinct > 25) return null
  const values = histogramOf(profile)
  const named = names && namedScale(names, values)
  if (named) return { profile, values, scale: named.scale, labels: null, points: named.points }
  if (isFound(heading) && [...values.keys()].every((value) => value === 0 || value === 1)) {
    return { profile, values, scale: { min: 0, max: 1, outside: [], uncertain: false }, labels: null, points: null }
  }
  const scale = guessScale(values)
  if (!scale || (scale.min === 0 && scale.max === 1) || (kind === 'number' && scale.max > 10)) return null
  return { profile, values, scale, labels: null, points: null }
}

export function histogramOf({ frequent }: Pick<ColumnProfile, 'frequent'>): Histogram {
  const values: Histogram = new Map()
  for (const { value, count } of frequent) {
    const point = cellPoint(value, value.includes(','))
    if (point !== null) values.set(point, (values.get(point) ?? 0) + count)
  }
  return values
}

const families: Partial<Record<string, string>> = { importance: 'importance', functional: 'kano', dysfunctional: 'kano' }

/** One scale for all columns that are compared with each other; one for each question that stands alone. */
function familyScales(roles: readonly RoleGuess[], ratings: readonly Rating[]): Map<number, ScaleGuess> {
  const groups = Map.groupBy(roles, ({ role, family, index }) => (role === 'found' ? `found ${index}` : family === 'paired' ? (families[role] ?? 'gap') : `${family} ${role}`))
  const scales = new Map<number, ScaleGuess>()
  for (const group of groups.values()) {
    const members = group.map(({ index }) => ratings.find(({ profile }) => profile.index === index)!)
    const pooled: Histogram = new Map()
    for (const { values } of members) for (const [value, count] of values) pooled.set(value, (pooled.get(value) ?? 0) + count)
    const common = guessScale(pooled)
    for (const { profile, scale, labels, points, values } of members) {
      scales.set(profile.index, labels || points || !common ? scale : { ...common, outside: outsideOf(values, common) })
    }
  }
  return scales
}

export function outsideOf(values: Histogram, { min, max }: Pick<ScaleGuess, 'min' | 'max'>): ScaleGuess['outside'] {
  return [...values].filter(([value]) => value < min || value > max).map(([value, count]) => ({ value, count }))
}

function stemsOf(roles: readonly RoleGuess[], ratings: readonly Rating[], scales: Map<number, ScaleGuess>): StemGuess[] {
  const inOrder = [...roles].sort((a, b) => a.index - b.index)
  return [...Map.groupBy(inOrder, ({ family, stem }) => `${family} ${stem}`).values()].map((group) => {
    const [first] = group
    const scale = scales.get(first!.index)!
    const { stem, family } = first!
    const { heading, wording } = ratings.find(({ profile }) => profile.index === first!.index)!.profile
    return { stem, family, roles: group.map(({ role }) => role), min: scale.min, max: scale.max, wording: wording ?? (stem.startsWith(`${heading} (`) ? heading : null) }
  })
}

/** Codes that commonly stand for "no answer"; taken for that only where they lie outside the scale. */
const missingCodes = new Set([97, 98, 99, 998, 999, 9999])
/** These may be slips of the pen as well, so one alone is not enough. */
const doubtfulCodes = new Set([-9, -8, -1, 77, 88, 888])

/** Values outside of a scale that stand for "no answer". */
export function codesAmong(outside: ScaleGuess['outside']): ScaleGuess['outside'] {
  return outside.filter(({ value, count }) => missingCodes.has(Math.abs(value)) || (doubtfulCodes.has(value) && count > 1))
}

function ratingColumn(
  { index, role, stem, family, uncertain }: RoleGuess,
  ratings: readonly Rating[],
  scales: Map<number, ScaleGuess>,
  keyOf: Map<string, string>,
  remarks: Remark[],
): RecipeColumn {
  const { profile, labels, points } = ratings.find((rating) => rating.profile.index === index)!
  const scale = scales.get(index)!
  const codes = codesAmong(scale.outside)
  if (scale.outside.length > 0) remarks.push({ index, text: outsideRemark(scale, codes) })
  if (scale.uncertain) remarks.push({ index, text: scaleRemark(scale) })
  if (uncertain && family === 'plain') remarks.push({ index, text: plainRemark })
  const missing = Object.fromEntries(codes.map(({ value }) => [String(value), 'blank' as const]))
  return {
    heading: profile.heading,
    use: 'rating',
    item: keyOf.get(`${family} ${stem}`)!,
    role,
    min: scale.min,
    max: scale.max,
    ...(labels ? { labels } : {}),
    ...(points ? { points } : {}),
    ...(codes.length > 0 ? { missing } : {}),
    ...(uncertain || scale.uncertain || scale.outside.length > 0 ? { uncertain: true } : {}),
  }
}

const plainRemark: Text = {
  en: 'The heading names no role; read as what people perceived.',
  zh: '表头未说明角色，按“感知”理解。',
}

function scaleRemark({ min, max }: ScaleGuess): Text {
  return {
    en: `The ends of the scale hardly occur; ${min} to ${max} is a guess.`,
    zh: `量表两端的取值很少出现，${min}–${max} 只是推测。`,
  }
}

export function outsideRemark({ outside, min, max }: Pick<ScaleGuess, 'outside' | 'min' | 'max'>, codes: ScaleGuess['outside']): Text {
  const values = outside.map(({ value }) => value).slice(0, 5)
  const blanks = codes.map(({ value }) => value)
  const en = `Outside ${min} to ${max}: ${values.join(', ')}.`
  const zh = `超出 ${min}–${max}：${values.join('、')}。`
  if (blanks.length === 0) return { en, zh }
  return { en: `${en} Read as “no answer”: ${blanks.join(', ')}.`, zh: `${zh}以下按“未作答”处理：${blanks.join('、')}。` }
}

function dimensionFor(name: string, dimensions: { key: string; title: Text }[]): string {
  const known = knownDimension(name)
  const same = dimensions.find(({ key, title }) => key === (known?.key ?? name) || title.en === name || title.zh === name)
  if (same) return same.key
  const key = known?.key ?? keyFrom(name, `dimension${dimensions.length + 1}`, new Set(dimensions.map(({ key }) => key)))
  dimensions.push({ key, title: known?.title ?? { en: name, zh: name } })
  return key
}

