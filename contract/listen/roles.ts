/**
 * What an answer stands for. Methods choose their input by role, never by the wording.
 *
 * Levels of expectation, from high to low: `ideal`, `desired`, `normative` (what should be), `expectation` (what is
 * foreseen), `experienced` (what one is used to), `adequate` (acceptable), `minimum` (just tolerable). `confirmation`
 * rates performance against expectation directly, from far below to far above; `vs-adequate` and `vs-desired` rate it against these two levels, the
 * middle of the scale meaning the same.
 *
 * On the provider's own side: `believed` (managers: what customers expect), `standard` (managers: is there one), `delivery` and
 * `promise` (staff: can it be kept), and `found` (mystery shoppers: a point of a checklist, from not at all to wholly).
 *
 * Blocks of a satisfaction index (image, quality, value …) are no roles: an item belongs to the block named by its
 * `dimension`.
 */
export const roles = [
  'expectation',
  'adequate',
  'desired',
  'ideal',
  'normative',
  'experienced',
  'minimum',
  'perception',
  'confirmation',
  'vs-adequate',
  'vs-desired',
  'importance',
  'weight',
  'functional',
  'dysfunctional',
  'satisfaction',
  'recommendation',
  'effort',
  'intention',
  'believed',
  'standard',
  'delivery',
  'promise',
  'found',
  'other',
] as const
export type Role = (typeof roles)[number]

/** What was expected in one way or another, high to low; what was got is compared with it. */
export const expectedRoles: readonly Role[] = ['ideal', 'desired', 'normative', 'expectation', 'experienced', 'adequate', 'minimum']

/** How a condition looks at an answer. */
export const comparisons = ['atMost', 'atLeast', 'equalTo', 'notEqualTo', 'chosen', 'notChosen', 'answered'] as const
