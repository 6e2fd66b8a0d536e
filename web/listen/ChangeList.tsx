import type { Change } from '@gap5/contract/listen/difference.ts'
import type { Text } from '@gap5/contract/language.ts'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Tag, type TagTone } from '../kit/Tag.tsx'
import { wordChanges } from './word-changes.ts'

const kinds: Record<Change['kind'], { label: Text; tone: TagTone }> = {
  added: { label: { en: 'added', zh: '新增' }, tone: 'inside' },
  removed: { label: { en: 'removed', zh: '删除' }, tone: 'below' },
  moved: { label: { en: 'moved', zh: '移动' }, tone: 'plain' },
  reworded: { label: { en: 'reworded', zh: '改写' }, tone: 'warn' },
  changed: { label: { en: 'changed', zh: '更改' }, tone: 'warn' },
}

const partWords: Record<Change['part'], Text> = {
  about: { en: 'Title and welcome', zh: '标题与欢迎语' },
  dimension: { en: 'Dimensions', zh: '维度' },
  scale: { en: 'Scales', zh: '量表' },
  block: { en: 'Blocks', zh: '题组' },
  column: { en: 'Columns', zh: '各栏' },
  item: { en: 'Questions', zh: '题目' },
}

/** What differs between two questionnaires, thing by thing, with the words that came and went. */
export function ChangeList({ changes, beforeLabel, afterLabel }: { changes: readonly Change[]; beforeLabel: Words; afterLabel: Words }) {
  const { say } = useLanguage()
  if (changes.length === 0) return <p className="text-mute">{say({ en: 'They are the same.', zh: '两者相同。' })}</p>
  return (
    <div className="grid gap-5">
      {[...Map.groupBy(changes, ({ part }) => part)].map(([part, ofPart]) => (
        <section key={part} aria-label={say(partWords[part])}>
          <h3 className="mb-1 text-sm font-semibold text-ink">{say(partWords[part])}</h3>
          <ul className="divide-y divide-hair">
            {ofPart.map((change) => (
              <li key={`${change.kind} ${change.key} ${change.property?.en ?? ''} ${change.name.en}`} className="grid gap-1 py-2">
                <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
                  <Tag tone={kinds[change.kind].tone}>{say(kinds[change.kind].label)}</Tag>
                  <span className="min-w-0 text-ink">{say(change.name)}</span>
                  {change.property && <span className="text-mute">{say(change.property)}</span>}
                </p>
                <Sides change={change} beforeLabel={beforeLabel} afterLabel={afterLabel} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Sides({ change: { before, after, kind }, beforeLabel, afterLabel }: { change: Change; beforeLabel: Words; afterLabel: Words }) {
  const { say } = useLanguage()
  if (before === null && after === null) return null
  const languages = (['en', 'zh'] as const).filter((language) => (before?.[language] ?? '') !== (after?.[language] ?? ''))
  return (
    <div className="grid gap-1.5 pl-1">
      {languages.map((language) => (
        <div key={language} lang={language === 'zh' ? 'zh-CN' : 'en'} className="grid gap-x-4 gap-y-0.5 text-[0.8125rem] sm:grid-cols-2">
          {before && (
            <p className="min-w-0 text-body">
              <span className="mr-1.5 text-mute">{say(beforeLabel)}</span>
              {kind === 'reworded' && after ? <Marked before={before[language]} after={after[language]} side="before" /> : before[language]}
            </p>
          )}
          {after && (
            <p className="min-w-0 text-ink sm:col-start-2">
              <span className="mr-1.5 text-mute">{say(afterLabel)}</span>
              {kind === 'reworded' && before ? <Marked before={before[language]} after={after[language]} side="after" /> : after[language]}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}

/** The words that went are struck through, those that came underlined: colour is not the only sign. */
function Marked({ before, after, side }: { before: string; after: string; side: 'before' | 'after' }) {
  return wordChanges(before, after)
    .filter(({ in: where }) => where === 'both' || where === side)
    .map(({ text, in: where }, place) => {
      // Pieces of one sentence have no identity but their place.
      // oxlint-disable react/no-array-index-key
      if (where === 'both') return <span key={place}>{text}</span>
      if (where === 'before') return <del key={place} className="bg-below-soft text-below">{text}</del>
      return <ins key={place} className="bg-accent-soft text-accent">{text}</ins>
      // oxlint-enable react/no-array-index-key
    })
}
