import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { counted } from '@gap5/contract/language.ts'
import type { Warning } from '@gap5/contract/listen/warnings/warning.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { useEditing } from './editing.ts'
import { allItems } from './edits.ts'
import { either } from './names.ts'
import { addressOf, placeOfField } from './place.ts'

/** What keeps the questionnaire from being published, and what would make its results weak, each with a way there. */
export function ChecksPanel() {
  const { say, figure } = useLanguage()
  const { editor, warnings, all, go } = useEditing()
  const aside = all.filter(({ id }) => editor.dismissed.includes(id))
  const { faults, definition } = editor
  return (
    <div className="grid gap-4">
      {faults.length > 0 && (
        <Card title={{ en: `To be completed before publishing (${faults.length})`, zh: `发布前需补全（${faults.length}）` }}>
          <ul className="divide-y divide-hair">
            {faults.map(({ field, expected }) => {
              const place = placeOfField(definition, field)
              const item = 'item' in place ? allItems(definition).find(({ key }) => key === place.item) : undefined
              return (
                <li key={field} className="flex items-start gap-2.5 py-2">
                  <CircleAlert size={16} className="mt-0.5 shrink-0 text-below" aria-hidden />
                  <span className="min-w-0 flex-1">
                    <span className="block text-ink">{item ? say(either(item.text, { en: `Question without words`, zh: '尚无文字的题目' })) : field}</span>
                    <span className="block text-[0.8125rem] text-mute">{say({ en: `Expected: ${expected.en}`, zh: `应为：${expected.zh}` })}</span>
                  </span>
                  <Button size="small" onClick={() => go(addressOf(place))}>
                    {say({ en: 'Go there', zh: '前往' })}
                  </Button>
                </li>
              )
            })}
          </ul>
        </Card>
      )}
      <Card
        title={warnings.length === 0 ? { en: 'Nothing weakens the results', zh: '没有会削弱结果的问题' } : { en: `${counted(warnings.length, 'thing that makes', 'things that make')} results weak`, zh: `${warnings.length} 处会削弱结果` }}
        description={warnings.length > 0 ? { en: 'You may publish with them. Each can be put aside where it does not apply.', zh: '带着这些提示也可以发布；不适用的可以忽略。' } : undefined}
      >
        {warnings.length === 0 ? (
          <p className="flex items-center gap-2 text-body">
            <CircleCheck size={16} className="text-accent" aria-hidden />
            {say({ en: 'Wording, scales, dimensions and conditions were looked at.', zh: '已检查措辞、量表、维度与条件。' })}
          </p>
        ) : (
          <List warnings={warnings} act={(warning) => editor.setDismissed((ids) => [...ids, warning.id])} actLabel={{ en: 'Put aside', zh: '忽略' }} />
        )}
      </Card>
      {aside.length > 0 && (
        <details>
          <summary className="cursor-pointer text-mute">{say({ en: `Put aside: ${figure(aside.length)}`, zh: `已忽略：${figure(aside.length)}` })}</summary>
          <List warnings={aside} act={(warning) => editor.setDismissed((ids) => ids.filter((id) => id !== warning.id))} actLabel={{ en: 'Bring back', zh: '恢复' }} />
        </details>
      )}
    </div>
  )
}

function List({ warnings, act, actLabel }: { warnings: Warning[]; act: (warning: Warning) => void; actLabel: { en: string; zh: string } }) {
  const { say } = useLanguage()
  const { go } = useEditing()
  return (
    <ul className="divide-y divide-hair">
      {warnings.map((warning) => (
        <li key={warning.id} className="flex flex-wrap items-start gap-x-2.5 gap-y-1.5 py-2.5">
          <TriangleAlert size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden />
          <span className="min-w-0 flex-[1_1_16rem]">
            <span className="block font-medium text-ink">{say(warning.what)}</span>
            <span className="block text-body">{say(warning.subject)}</span>
            <span className="block text-[0.8125rem] text-mute">{say(warning.why)}</span>
          </span>
          <span className="ml-auto flex gap-1.5">
            <Button size="small" look="quiet" onClick={() => act(warning)}>
              {say(actLabel)}
            </Button>
            <Button size="small" onClick={() => go(addressOf(warning.place))}>
              {say({ en: 'Go there', zh: '前往' })}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  )
}
