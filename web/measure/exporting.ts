import { download } from '../api.ts'
import { save } from '../kit/save.ts'
import { notify } from '../kit/Toast.tsx'
import { sentenceOf } from '../problem.ts'
import type { StudyPlace } from './results.ts'

/** Where a file of a study is made: "results/workbook", "answers/spss". */
export function exportPath({ org, study }: StudyPlace, file: string): string {
  return `/api/o/${encodeURIComponent(org)}/studies/${encodeURIComponent(study)}/export/${file}`
}

/** Saves a small file; says what went wrong where it did. */
export function saveFrom(path: string): void {
  download(path).then(
    ({ name, content }) => save(name, content),
    (error: unknown) => notify({ tone: 'bad', title: sentenceOf(error) }),
  )
}

/** "12.3 MB" */
export function sizeSaid(bytes: number, figure: (value: number, decimals?: number) => string): string {
  return bytes < 1e6 ? `${figure(Math.ceil(bytes / 1000))} kB` : `${figure(bytes / 1e6, 1)} MB`
}
