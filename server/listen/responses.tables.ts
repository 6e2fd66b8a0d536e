import type { ColumnType, Generated } from 'kysely'
import type { Language } from '@gap5/contract/language.ts'
import type { Answers, Mark } from '@gap5/contract/listen/answers.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { VisitStep } from './visit-counts.ts'

/** Who cannot be told any more from what stays here: texts live in `statement`. */
export type ScoredAnswers = Pick<Answers, 'ratings' | 'choices'>

/** One person's answers, once. Holds no text and no name. */
export interface ResponseTable {
  org_id: string
  id: Generated<string>
  study_id: string
  collector_id: string
  /** Order of writing, for paging. Transactions commit in another order: to read what is new, use `written_in`. */
  seq: Generated<number>
  started_at: Date | null
  submitted_at: Date
  language: Language | null
  instrument_version: number
  attributes: ColumnType<AttributeValues>
  /** The revision that counts. */
  revision: Generated<number>
  erased_at: ColumnType<Date | null, never, Date>
  /** Transaction that wrote or corrected the row last (`xid8`, as text); see `readNewResponses`. */
  written_in: Generated<string>
}

/** Answers as given (revision 1) or corrected (2 …); never changed once written. */
export interface ResponseRevisionTable {
  org_id: string
  response_id: string
  revision: number
  answers: ColumnType<ScoredAnswers>
  /** One number a variable, in the order of `variables(definition)`, as answered (not recoded); null where missing. */
  numbers: (number | null)[]
  marks: Mark[]
  /** Why it was corrected; null for what came in. */
  reason: string | null
  actor: string | null
  at: Date
}

export type Contact = { name?: string | undefined; phone?: string | undefined; email?: string | undefined }

/** What somebody said in words: the answer to a text item, or a request for help. Erasing empties it. */
export interface StatementTable {
  org_id: string
  id: Generated<string>
  study_id: string
  response_id: string
  kind: 'help' | 'verbatim'
  /** The text item answered, of a verbatim. */
  item: string | null
  text: string | null
  contact: ColumnType<Contact | null>
  language: Language | null
  at: Date
  erased_at: ColumnType<Date | null, never, Date>
}

export type IntakeProblem = { code: string; errors: { field: string; en: string; zh: string; received: string }[] }

/** What came in, raw. `rejected` rows are the dead letters: they wait to be mended or dismissed. */
export interface IntakeJournalTable {
  org_id: string
  id: Generated<string>
  received_at: Date
  /** Where it came from: `survey`, `api`, `import:<id>`. */
  channel: string
  /** Id given by the sender, the same on a retry. */
  external_id: string
  study_id: string
  collector_id: string | null
  body: ColumnType<unknown>
  outcome: 'accepted' | 'rejected' | 'dismissed'
  problem: ColumnType<IntakeProblem | null>
  response_id: string | null
}

export interface PersonalLinkTable {
  org_id: string
  id: Generated<string>
  collector_id: string
  /** SHA-256 of the token, so that a stolen backup answers for nobody. */
  token_hash: Buffer
  /** The sender's name for the recipient; gone once the person is erased. */
  label: string | null
  attributes: ColumnType<AttributeValues>
  expires_at: Date | null
  created_at: Date
  /** When it was followed first. */
  opened_at: Date | null
  response_id: string | null
}

/** Answers on their way, kept so that a person can go on elsewhere. Its id is made by the device. */
export interface ResponseDraftTable {
  org_id: string
  id: string
  collector_id: string
  personal_link_id: string | null
  answers: ColumnType<Answers>
  attributes: ColumnType<AttributeValues>
  page: number
  language: Language | null
  started_at: Date
  updated_at: Date
}

/** Responses folded so far, by day (UTC). Rebuildable; what is not folded yet is counted from open events. */
export interface ResponseTallyTable {
  org_id: string
  study_id: string
  collector_id: string
  /** yyyy-mm-dd */
  day: string
  responses: number
  last_at: Date
}

/** Responses by collector and by what the quotas of their study name; see `quota-tally.ts`. */
export interface QuotaTallyTable {
  org_id: string
  study_id: string
  collector_id: string
  cell: ColumnType<AttributeValues>
  responses: number
}

/** By what the same answers are known when they come in again; see `duplicates.ts`. */
export interface AnswerPrintTable {
  org_id: string
  study_id: string
  print: string
  response_id: string
  submitted_at: Date
}

/** Who came and went without answering, counted without identity; see `visit-counts.ts`. */
export interface VisitTallyTable {
  org_id: string
  collector_id: string
  /** yyyy-mm-dd */
  day: string
  step: VisitStep
  /** Which quota, which page; empty where there is nothing to tell. */
  detail: string
  visits: number
}

export interface ResponseTables {
  answer_print: AnswerPrintTable
  quota_tally: QuotaTallyTable
  visit_tally: VisitTallyTable
  response: ResponseTable
  response_revision: ResponseRevisionTable
  statement: StatementTable
  intake_journal: IntakeJournalTable
  personal_link: PersonalLinkTable
  response_draft: ResponseDraftTable
  response_tally: ResponseTallyTable
}
