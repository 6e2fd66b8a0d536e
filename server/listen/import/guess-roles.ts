import type { Role } from '@gap5/contract/listen/instrument.ts'
import { roleHeadings, singleRole, type RoleHeading } from './role-words.ts'

/** A column read as one role of one item; `stem` names the item within its family. */
export type RoleGuess = { index: number; role: Role; stem: string; family: 'paired' | 'single' | 'plain'; uncertain: boolean }

/** `names` is what the file calls the points of the scale. */
type Candidate = { index: number; heading: string; min: number; max: number; names?: string | null }
type Options = Map<number, RoleHeading[]>

/** Which roles the rating columns of a file play, by their headings and by each other. */
export function guessRoles(candidates: readonly Candidate[]): RoleGuess[] {
  const paired = guessPaired(candidates)
  const done = new Set(paired.map(({ index }) => index))
  const single = guessSingle(candidates.filter(({ index }) => !done.has(index)))
  for (const { index } of single) done.add(index)
  return [...paired, ...single, ...guessPlain(candidates.filter(({ index }) => !done.has(index)))]
}

/** Columns whose headings name a role and an item: by words first, then by single letters where both partners are there. */
function guessPaired(candidates: readonly Candidate[]): RoleGuess[] {
  const found = guessByWords(optionsOf(candidates, 'word'), rolesByStem(optionsOf(candidates, 'letter')))
  const done = new Set(found.map(({ index }) => index))
  return [...found, ...guessByLetters(optionsOf(candidates.filter(({ index }) => !done.has(index)), 'letter'))]
}

function optionsOf(candidates: readonly Candidate[], strength: RoleHeading['strength']): Options {
  return new Map(
    candidates.map(({ index, heading }) => [index, roleHeadings(heading).filter((option) => option.strength === strength)]),
  )
}

function rolesByStem(options: Options): Map<string, Set<Role>> {
  const roles = new Map<string, Set<Role>>()
  for (const { stem, role } of [...options.values()].flat()) {
    const known = roles.get(stem) ?? new Set()
    roles.set(stem, known.add(role))
  }
  return roles
}

function guessByWords(options: Options, letters: Map<string, Set<Role>>): RoleGuess[] {
  const byStem = rolesByStem(options)
  const isPerceived = (stem: string) => isPerformance(byStem.get(stem)!) && !letters.get(stem)?.has('perception')
  const chosen = [...options].flatMap(([index, headings]) => {
    const best = headings
      .filter((heading) => heading.role !== 'satisfaction' || isPerceived(heading.stem))
      .sort((a, b) => byStem.get(b.stem)!.size - byStem.get(a.stem)!.size)[0]
    return best ? [{ index, ...best }] : []
  })
  const uses = Map.groupBy(chosen, ({ role }) => role)
  return chosen
    .filter(({ role, stem }) => byStem.get(stem)!.size > 1 || uses.get(role)!.length > 1)
    .map(({ index, role, stem }) => ({
      index,
      role: role === 'satisfaction' ? 'perception' : role,
      stem,
      family: 'paired',
      uncertain: byStem.get(stem)!.size === 1,
    }))
}

/** Beside importance or expectation, satisfaction with an item is how it was perceived. */
function isPerformance(roles: Set<Role>): boolean {
  return (roles.has('importance') || roles.has('expectation')) && !roles.has('perception')
}

const partners: readonly (readonly Role[])[] = [
  ['expectation', 'perception', 'importance'],
  ['functional', 'dysfunctional'],
]

function guessByLetters(options: Options): RoleGuess[] {
  const byStem = rolesByStem(options)
  return partners.flatMap((family) => {
    const stems = new Set([...byStem].filter(([, roles]) => family.filter((role) => roles.has(role)).length > 1).map(([stem]) => stem))
    if (stems.size < 2) return []
    return [...options].flatMap(([index, headings]): RoleGuess[] => {
      const heading = headings.find(({ role, stem }) => family.includes(role) && stems.has(stem))
      return heading ? [{ index, role: heading.role, stem: heading.stem, family: 'paired', uncertain: false }] : []
    })
  })
}

function guessSingle(candidates: readonly Candidate[]): RoleGuess[] {
  return candidates.flatMap(({ index, heading }): RoleGuess[] => {
    const role = singleRole(heading)
    return role ? [{ index, role, stem: heading, family: 'single', uncertain: false }] : []
  })
}

/** Series of ratings without a role in their headings are what people perceived: nothing else stands alone. */
function guessPlain(candidates: readonly Candidate[]): RoleGuess[] {
  return runsOf(candidates)
    .filter((run) => run.length >= seriesLength)
    .flat()
    .map(({ index, heading }, at, all) => ({ index, role: 'perception', stem: ownStem(heading, all.slice(0, at)), family: 'plain', uncertain: true }))
}

/** The same heading twice is two items. */
function ownStem(heading: string, before: readonly Candidate[]): string {
  const times = before.filter((other) => other.heading === heading).length
  return times === 0 ? heading : `${heading} (${times + 1})`
}

/** Neighbouring columns, cut where numbering or the scale gives way to something else. */
function runsOf(candidates: readonly Candidate[]): Candidate[][] {
  const runs: Candidate[][] = []
  for (const candidate of candidates) {
    const last = runs.at(-1)?.at(-1)
    if (last && last.index + 1 === candidate.index && sameSort(last, candidate)) runs.at(-1)!.push(candidate)
    else runs.push([candidate])
  }
  return joined(runs)
}

/** One or two columns between wider ones are of the same scale: of a negative statement among positive ones hardly anybody takes the upper end. */
function joined(runs: readonly Candidate[][]): Candidate[][] {
  const whole: Candidate[][] = []
  for (const run of runs) {
    const before = whole.at(-1)
    if (before && belongTogether(before, run)) before.push(...run)
    else whole.push([...run])
  }
  return whole
}

function belongTogether(a: readonly Candidate[], b: readonly Candidate[]): boolean {
  const [last, first] = [a.at(-1)!, b[0]!]
  if (last.index + 1 !== first.index || (last.names ?? null) !== (first.names ?? null) || isNumbered(last) || isNumbered(first)) return false
  const [narrow, wide] = widest(a) < widest(b) ? [a, b] : [b, a]
  return narrow.length < seriesLength && narrow.every(isLikert) && wide.some(isLikert)
}

const seriesLength = 3

/** Scales from five to seven points; wider ones ask something else. */
function isLikert({ min, max }: Candidate): boolean {
  return min >= 0 && max - min >= 4 && max <= 7
}

function widest(run: readonly Candidate[]): number {
  return Math.max(...run.map(({ max }) => max))
}

function isNumbered({ heading }: Candidate): boolean {
  return /\d+$/.test(heading)
}

function sameSort(a: Candidate, b: Candidate): boolean {
  if ((a.names ?? null) !== (b.names ?? null)) return false
  const series = ({ heading }: Candidate) => /^(.*?)[\s_.-]*\d+$/.exec(heading)?.[1]
  if (series(a) !== undefined && series(a) === series(b)) return true
  const isNear = Math.abs(a.min - b.min) <= 1 && Math.abs(a.max - b.max) <= 1
  return isNear && (series(a) === undefined) === (series(b) === undefined)
}
