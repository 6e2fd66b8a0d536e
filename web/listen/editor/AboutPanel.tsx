import { estimatedMinutes } from '@gap5/contract/listen/warnings/minutes.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { useEditing } from './editing.ts'
import { blank, changeAbout } from './edits.ts'
import { TwoTexts } from './TwoTexts.tsx'
import { WarningNotes } from './WarningNotes.tsx'

/** What the questionnaire is called, what it says first, how long it takes, and what it rests on. */
export function AboutPanel() {
  const { say } = useLanguage()
  const { editor, warnings } = useEditing()
  const { definition } = editor
  const estimate = estimatedMinutes(definition)
  return (
    <Card title={{ en: 'Title and welcome', zh: '标题与欢迎语' }} description={{ en: '{provider} stands for the name of who is judged.', zh: '{provider} 代表被评价的对象。' }}>
      <div className="grid gap-4">
        <TwoTexts showLabel label={{ en: 'Title', zh: '标题' }} value={definition.title} onChange={(title) => editor.edit(changeAbout({ title }), 'title')} />
        <TwoTexts showLabel lines={2} label={{ en: 'Welcome, on the first page', zh: '首页欢迎语' }} value={definition.welcome ?? blank} onChange={(welcome) => editor.edit(changeAbout({ welcome }), 'welcome')} />
        <div className="flex flex-wrap items-end gap-3">
          <NumberField label={{ en: 'Minutes, told on the first page', zh: '首页告知的分钟数' }} optional value={definition.minutes ?? null} min={1} max={60} onValueChange={(minutes) => editor.edit(changeAbout({ minutes: minutes === null ? undefined : Math.min(60, Math.max(1, Math.round(minutes))) }), 'minutes')} />
          {definition.minutes !== estimate && (
            <Button onClick={() => editor.edit(changeAbout({ minutes: estimate }))}>{say({ en: `Use the estimate: ${estimate}`, zh: `采用估计值：${estimate}` })}</Button>
          )}
        </div>
        <TwoTexts showLabel lines={2} label={{ en: 'What it is for', zh: '用途' }} value={definition.use} onChange={(use) => editor.edit(changeAbout({ use }), 'use')} />
        <TwoTexts showLabel lines={2} label={{ en: 'Source: where it comes from, and what is yours in it', zh: '出处：来自哪里，哪些是自拟的' }} value={definition.source} onChange={(source) => editor.edit(changeAbout({ source }), 'source')} />
        <label className="flex flex-wrap items-center gap-2">
          <span>{say({ en: 'A dimension gets a score from somebody who answered', zh: '计算维度得分所需的作答比例' })}</span>
          <NativeSelect
            label={say({ en: 'Share of items a dimension score needs', zh: '维度得分所需的作答比例' })}
            value={String(definition.scoring.minimumAnswered)}
            className="w-auto!"
            options={[...new Set([0, 0.5, 0.75, 1, definition.scoring.minimumAnswered])].map((share) => ({ value: String(share), label: shares[share] ?? `${share * 100} %` }))}
            onChange={(share) => editor.edit(changeAbout({ scoring: { minimumAnswered: Number(share) } }))}
          />
        </label>
      </div>
      <WarningNotes setDismissed={editor.setDismissed} warnings={warnings.filter(({ place }) => 'part' in place && place.part === 'about')} />
    </Card>
  )
}

const shares: Record<number, { en: string; zh: string }> = {
  0: { en: 'any of its items', zh: '任意一题' },
  0.5: { en: 'half of its items', zh: '至少一半' },
  0.75: { en: 'three quarters of its items', zh: '至少四分之三' },
  1: { en: 'all of its items', zh: '全部题目' },
}
