import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage } from '../kit/language.tsx'

const icons = { good: CircleCheck, bad: CircleAlert, caution: TriangleAlert, neutral: Info }
const looks = { good: 'text-accent', bad: 'text-below', caution: 'text-warn', neutral: 'text-mute' }
const toneWords = {
  good: { en: 'Good', zh: '好' },
  bad: { en: 'Weak', zh: '弱' },
  caution: { en: 'Caution', zh: '注意' },
  neutral: { en: 'To note', zh: '要点' },
}

/** What else can be said, after the headline. */
export function FurtherConclusions({ conclusions }: { conclusions: readonly Conclusion[] }) {
  const { say } = useLanguage()
  if (conclusions.length === 0) return null
  return (
    <Card title={{ en: 'What else the answers say', zh: '还能看到什么' }}>
      <ul className="grid gap-x-8 gap-y-3.5 sm:grid-cols-[repeat(auto-fit,minmax(22rem,1fr))]">
        {conclusions.map((conclusion) => {
          const Icon = icons[conclusion.tone]
          return (
            <li key={conclusion.kind} className="flex gap-2.5">
              <Icon size={17} className={`mt-0.5 shrink-0 ${looks[conclusion.tone]}`} role="img" aria-label={say(toneWords[conclusion.tone])} />
              <div className="min-w-0">
                <p className="font-semibold">{say(conclusion.text)}</p>
                {conclusion.evidence && <p className="text-mute">{say(conclusion.evidence)}</p>}
              </div>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
