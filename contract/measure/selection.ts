/**
 * Which responses a result is about, as it stands in an address:
 * `?from=2026-07-01&to=2026-09-30&a.branch=north&a.branch=east&marks=all`.
 *
 * Dates are days in the organisation's time zone, both included. Values of one attribute are alternatives; attributes
 * are conditions that must all hold. For a number attribute a value may be a class, `20..30` (both ends included);
 * for a date a month `2026-03`, a quarter `2026-Q1` or a year `2026`.
 */
import { z } from 'zod'
import { marks, type Mark } from '../listen/answers.ts'

/**
 * What to do with responses that carry a quality mark. `usual` leaves out those that are most likely not a customer's
 * answer; `clean` also leaves out the careless; `all` counts everything.
 * What was withdrawn, as a whole import may be, holds no answers any more and never counts.
 */
export const markPolicies = ['usual', 'clean', 'all'] as const
export type MarkPolicy = (typeof markPolicies)[number]

export const excludedMarks: Record<MarkPolicy, readonly Mark[]> = {
  usual: ['honeypot', 'duplicate', 'attention'],
  clean: marks.filter((mark) => mark !== 'incomplete' && mark !== 'withdrawn'),
  all: [],
}

export const selectionSchema = z
  .strictObject({
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    marks: z.enum(markPolicies).default('usual'),
    /** attribute key → values, any of which will do */
    attributes: z.record(z.string(), z.array(z.string().max(200)).min(1).max(100)).default({}),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    params: { expected: { en: 'a day that is not before the first', zh: '不早于起始日的日期' } },
  })
export type Selection = z.infer<typeof selectionSchema>

export const everything: Selection = { marks: 'usual', attributes: {} }

const attributePrefix = 'a.'

/** The selection an address asks for, in the shape `selectionSchema` checks; other parameters are not looked at. */
export function selectionOf(query: URLSearchParams): Record<string, unknown> {
  const attributes: Record<string, string[]> = {}
  for (const name of new Set(query.keys())) {
    if (name.startsWith(attributePrefix)) attributes[name.slice(attributePrefix.length)] = query.getAll(name)
  }
  const single = (name: string) => (query.has(name) ? { [name]: query.get(name) } : {})
  return { ...single('from'), ...single('to'), ...single('marks'), attributes }
}

/** The selection as the parameters of an address, in a fixed order; what is usual is not written. */
export function selectionQuery(selection: Selection): URLSearchParams {
  const query = new URLSearchParams()
  if (selection.from !== undefined) query.set('from', selection.from)
  if (selection.to !== undefined) query.set('to', selection.to)
  for (const key of Object.keys(selection.attributes).sort()) {
    for (const value of selection.attributes[key] ?? []) query.append(attributePrefix + key, value)
  }
  if (selection.marks !== 'usual') query.set('marks', selection.marks)
  return query
}
