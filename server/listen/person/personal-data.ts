import type { PersonalSource } from '../../personal-data.ts'
import { personalData as mail } from '../mail/personal-data.ts'
import { answers } from './answers.ts'
import { importFiles, refusedRows } from './imports.ts'
import { drafts, journal } from './journal.ts'
import { links } from './links.ts'
import { words } from './words.ts'

/** What this room keeps of people. Erased in this order: a draft is found by the journal, a file by the answers. */
export const personalData: PersonalSource[] = [importFiles, refusedRows, drafts, journal, words, answers, ...mail, links]
