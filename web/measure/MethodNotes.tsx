import type { Format } from '@gap5/contract/measure/format.ts'
import { methodLines, methodSource } from '@gap5/contract/measure/method-lines.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useLanguage } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'

/** How the table was computed: formulas, conventions, source. */
export function MethodNotes({ result, format }: { result: StudyResult; format: Format }) {
  const { say } = useLanguage()
  return (
    <MethodNote source={methodSource(format)}>
      <ul className="list-disc pl-4.5">
        {methodLines(result, format).map((line) => (
          <li key={line.en}>{say(line)}</li>
        ))}
      </ul>
    </MethodNote>
  )
}
