import { prepareFile } from '../import/prepare.ts'
import { readItemTable } from '../item-table.ts'
import { readRecipientList } from '../mail/recipient-list.ts'

/** What is read of files that people bring: their bytes, and what has to be known to understand them. All of it can go to a thread and back. */
export const readingTasks = { survey: prepareFile, items: readItemTable, recipients: readRecipientList }

export type ReadingTask = keyof typeof readingTasks
export type Known<Name extends ReadingTask> = Parameters<(typeof readingTasks)[Name]>[1]
export type Understood<Name extends ReadingTask> = ReturnType<(typeof readingTasks)[Name]>
