import { useState } from 'react'
import { withProvider } from '@gap5/contract/listen/answers.ts'
import type { Block, Column, Definition, Item, Scale } from '@gap5/contract/listen/instrument.ts'
import type { Language, Text } from '@gap5/contract/language.ts'
import { tagOf, useLanguage } from '../kit/language.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'

/** A questionnaire as it reads on a phone, in either language; to look at, not to answer. */
export function PhonePreview({ definition, provider }: { definition: Definition; provider: Text }) {
  const { say, language } = useLanguage()
  const [shown, show] = useState<Language>(language)
  const told = (text: Text) => withProvider(text[shown], provider[shown])
  return (
    <div>
      <div className="mb-2">
        <LanguageChoice value={shown} onChange={show} />
      </div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <section
        lang={tagOf(shown)}
        aria-label={say({ en: 'Preview', zh: '预览' })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-[34rem] w-full max-w-[390px] overflow-y-auto rounded-[1.25rem] border border-line bg-paper px-4 py-5"
      >
        <p className="text-base font-semibold text-ink">{told(definition.title)}</p>
        {definition.welcome && <p className="mt-1.5 text-body">{told(definition.welcome)}</p>}
        {definition.blocks.map((block) => (
          <PreviewBlock key={block.key} block={block} definition={definition} told={told} />
        ))}
      </section>
    </div>
  )
}

type Told = (text: Text) => string

function PreviewBlock({ block, definition, told }: { block: Block; definition: Definition; told: Told }) {
  const isApart = block.arrange === 'apart' && block.columns.length > 1
  const passes = isApart ? block.columns.map((column) => [column]) : [block.columns]
  return passes.map((columns, pass) => (
    <div key={columns[0]?.role ?? pass} className="mt-5 border-t border-line pt-4">
      {block.title && <p className="font-semibold text-ink">{told(block.title)}</p>}
      {block.intro && pass === 0 && <p className="text-mute">{told(block.intro)}</p>}
      {isApart && columns[0] && (
        <p className="font-semibold text-accent">
          {told(columns[0].title)}
          {columns[0].hint && <span className="font-normal text-mute"> · {told(columns[0].hint)}</span>}
        </p>
      )}
      {block.items
        .filter((item) => pass === 0 || item.type === 'rating')
        .map((item) => (
          <PreviewItem key={item.key} item={item} columns={columns} definition={definition} told={told} />
        ))}
    </div>
  ))
}

function PreviewItem({ item, columns, definition, told }: { item: Item; columns: Column[]; definition: Definition; told: Told }) {
  const [only] = columns
  const wording = item.type === 'rating' && columns.length === 1 && only ? (item.wording?.[only.role] ?? item.text) : item.text
  return (
    <div className="mt-4">
      <p className="font-medium text-ink">{told(wording)}</p>
      {item.type === 'rating' &&
        columns.map((column) => (
          <PreviewColumn
            key={column.role}
            column={column}
            heading={columns.length === 1 ? null : (item.wording?.[column.role] ?? column.title)}
            scale={definition.scales[column.scale]}
            told={told}
          />
        ))}
      {item.type === 'points' && (
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {item.over.map(({ dimension, text }) => (
            <li key={dimension} className="flex items-center justify-between gap-3">
              <span>{told(text)}</span>
              <span className="h-8 w-16 shrink-0 rounded-control border border-edge bg-card" aria-hidden />
            </li>
          ))}
        </ul>
      )}
      {item.type === 'choice' && (
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {item.options.map(({ value, text }) => (
            <li key={value} className="rounded-control border border-line bg-card px-3 py-1.5">
              {told(text)}
            </li>
          ))}
        </ul>
      )}
      {item.type === 'text' && <div className="mt-1.5 h-16 rounded-control border border-edge bg-card" aria-hidden />}
    </div>
  )
}

function PreviewColumn({ column, heading, scale, told }: { column: Column; heading: Text | null; scale: Scale | undefined; told: Told }) {
  if (scale === undefined) return null
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index)
  const label = (point: number) => scale.labels[String(point)]
  const [low, high] = [label(scale.min), label(scale.max)]
  const isSpelledOut = points.every((point) => label(point))
  return (
    <div className="mt-2">
      {heading && (
        <p className="flex justify-between gap-3 text-[0.8125rem]">
          <span className="font-medium text-ink">{told(heading)}</span>
          {column.hint && <span className="text-right text-mute">{told(column.hint)}</span>}
        </p>
      )}
      {isSpelledOut ? (
        <ol className="mt-1 flex flex-col gap-1">
          {points.map((point) => (
            <li key={point} className="rounded-md border border-line bg-card px-3 py-1.5 text-[0.8125rem] text-ink">
              {told(label(point)!)}
            </li>
          ))}
        </ol>
      ) : (
        <ol className="mt-1 flex gap-1">
          {points.map((point) => (
            <li key={point} className="flex h-8 min-w-0 flex-1 items-center justify-center rounded-md border border-line bg-card text-[0.8125rem] text-ink tabular-nums">
              {point}
            </li>
          ))}
        </ol>
      )}
      {low && high && !isSpelledOut && (
        <p className="mt-0.5 flex justify-between gap-3 text-xs text-mute">
          <span>{told(low)}</span>
          <span className="text-right">{told(high)}</span>
        </p>
      )}
    </div>
  )
}
