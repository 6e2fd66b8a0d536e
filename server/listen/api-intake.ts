/** Answers sent by programs: kept raw, checked against instrument and attributes, accepted or laid aside. */
import { createHash } from 'node:crypto'
import { attributeFaults } from '@gap5/contract/listen/attribute-check.ts'
import { externalIdSchema, intakeSchema, type Intake } from '@gap5/contract/listen/responses.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { invalidValues } from '@gap5/contract/invalid.ts'
import type { InvalidValue } from '@gap5/contract/problems.ts'
import type { Trx } from '../database.ts'
import { unitCodes } from '../people/unit-codes.ts'
import { invalidAnswers } from './answer-expectations.ts'
import type { IntakeRow } from './intake.ts'
import { publishedDefinition } from './published-definition.ts'
import type { UncountedStudy } from './study-rows.ts'

export const apiChannel = 'api'
const clockSkew = 5 * 60_000

/** What came, as far as it can be told: JSON or, failing that, the text itself. */
export type Letter = { body: unknown; externalId: string | null }

/** Reads a request's body without judging it. The header wins over the field. */
export function openLetter(raw: string, idempotencyKey: string | undefined): Letter {
  const body = parsedOr(raw)
  const written = typeof body === 'object' && body !== null && 'externalId' in body ? body.externalId : undefined
  const externalId = externalIdSchema.safeParse(idempotencyKey ?? written)
  return { body, externalId: externalId.success ? externalId.data : null }
}

function parsedOr(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}

/** An id for what came without one, so that the same letter lies in the tray once. */
export function fingerprint(raw: string): string {
  return `sha256:${createHash('sha256').update(raw).digest('hex')}`
}

export type Checked = { row: Omit<IntakeRow, 'externalId'>; errors: null } | { row: null; errors: InvalidValue[] }

/** Checks the bodies of letters to one study against shape, instrument and attributes. */
export async function checkLetters(trx: Trx, orgId: string, study: UncountedStudy, bodies: readonly unknown[], now: Date): Promise<Checked[]> {
  const { definition } = await publishedDefinition(trx, orgId, study.id)
  const codes = await unitCodes(trx, orgId, study.attributes)
  return bodies.map((body) => checkLetter({ definition, attributes: study.attributes, codes }, body, now))
}

/** What letters are checked against. */
export type Asked = { definition: Definition; attributes: readonly Attribute[]; codes: ReadonlySet<string> }

export function checkLetter(asked: Asked, body: unknown, now: Date): Checked {
  const shaped = intakeSchema.safeParse(body, { reportInput: true })
  if (!shaped.success) return { row: null, errors: invalidValues(shaped.error, body) }
  const errors = [...invalidAnswers(asked.definition, shaped.data.answers), ...invalidAttributes(asked, shaped.data), ...invalidTimes(shaped.data, now)]
  if (errors.length > 0) return { row: null, errors }
  return { row: rowOf(shaped.data, body, now), errors: null }
}

function invalidAttributes({ attributes, codes }: Asked, { attributes: values }: Intake): InvalidValue[] {
  return attributeFaults(attributes, values, codes).map(({ field, expected }) => ({
    field: `attributes.${field}`,
    expected,
    received: values[field] ?? '',
  }))
}

function invalidTimes({ startedAt, submittedAt }: Intake, now: Date): InvalidValue[] {
  const latest = now.getTime() + clockSkew
  return Object.entries({ startedAt, submittedAt }).flatMap(([field, time]) =>
    typeof time === 'string' && Date.parse(time) > latest
      ? [{ field, expected: { en: 'a time that is not in the future', zh: '不晚于当前的时间' }, received: time }]
      : [],
  )
}

function rowOf({ answers, attributes, language, startedAt, submittedAt }: Intake, body: unknown, now: Date): Checked['row'] & {} {
  return {
    answers,
    attributes,
    language,
    startedAt: startedAt === null ? null : new Date(startedAt),
    submittedAt: submittedAt === undefined ? now : new Date(submittedAt),
    marks: [],
    body,
  }
}
