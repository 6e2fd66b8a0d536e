import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { Callout } from '../kit/Callout.tsx'
import { useLanguage } from '../kit/language.tsx'

/** What a careful reader must know before the figures are passed on. */
export function WarningList({ result }: { result: Pick<StudyResult, 'warnings'> }) {
  const { say } = useLanguage()
  if (result.warnings.length === 0) return null
  return (
    <Callout title={{ en: 'Before you pass these figures on', zh: '引用这些数字之前' }}>
      <ul className="mt-1 list-disc pl-4.5">
        {result.warnings.map((warning) => (
          <li key={warning.code}>{say(warning.text)}</li>
        ))}
      </ul>
    </Callout>
  )
}
