import { useId, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { ChartNoAxesColumn, Table2 } from 'lucide-react'
import { Button } from '../Button.tsx'
import { useLanguage, type Words } from '../language.tsx'
import { Table, type Column } from '../Table.tsx'
import { ChartMenu } from './ChartMenu.tsx'
import { legendIn, textsIn } from './lent.ts'
import { plainTable } from './plainTable.ts'
import { useWidth } from './useWidth.ts'

/** What every chart takes. */
export type ChartProps = {
  /** What is shown: "Zone of tolerance". */
  title: Words
  /** How to read it: marks, intervals, scale. */
  description?: Words
  /** What it says, under the picture: "North differs from every other branch." */
  note?: Words
  /** Hides the heading (it still names the chart) where the card says it already. */
  hideTitle?: boolean
}

/** What is drawn instead of what the reader chose, for as long as it takes to copy it. */
type Sitting = 'picture' | 'table' | null

/** A saved picture is drawn as wide as on a page, whatever the screen. */
const portraitWidth = 720

/**
 * The heading of a chart, its picture drawn for the width there is, its legend, and the same figures as a table; and a
 * menu that saves or copies them. `children` draws one `<svg>`; what its numbers stand for goes below it as a `NumberKey`.
 */
export function ChartFrame<Row>({
  title,
  description,
  note,
  hideTitle = false,
  legend,
  table,
  children,
}: ChartProps & {
  legend?: ReactNode
  table: { columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string }
  /** `naming` belongs on the picture's `<svg>`. */
  children: (width: number, naming: object) => ReactNode
}) {
  const { say } = useLanguage()
  const [chosenTable, setAsTable] = useState(false)
  const [sitting, setSitting] = useState<Sitting>(null)
  const [element, width] = useWidth()
  const figure = useRef<HTMLElement>(null)
  useScalable(element)
  const asTable = sitting === null ? chosenTable : sitting === 'table'
  const id = useId()
  const Icon = asTable ? ChartNoAxesColumn : Table2
  /** Draws the picture or the table in between two frames of the screen, and takes from it. */
  const whileShown = <Taken,>(what: Sitting, take: (drawn: HTMLElement) => Taken): Taken => {
    flushSync(() => setSitting(what))
    try {
      return take(figure.current!)
    } finally {
      flushSync(() => setSitting(null))
    }
  }
  const portrait = () =>
    whileShown('picture', (drawn) => ({
      picture: drawn.querySelector<SVGSVGElement>('[data-picture] svg')!.cloneNode(true) as SVGSVGElement,
      title: say(title),
      description: description ? say(description) : '',
      note: note ? say(note) : '',
      ...legendIn(drawn),
    }))
  const lentTable = () =>
    whileShown('table', (drawn) => {
      const texts = textsIn(drawn)
      return { ...plainTable(table.columns, table.rows, texts, say), texts, shownHeader: table.columns.map(({ header }) => say(header)) }
    })
  return (
    <figure ref={figure} className="min-w-0" aria-labelledby={`${id}-title`}>
      <figcaption className="mb-2 flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={`${id}-title`} className={hideTitle ? 'sr-only' : 'text-[0.9375rem] leading-snug'}>
            {say(title)}
          </h2>
          <p id={`${id}-description`} className="mt-0.5 text-mute">
            {description && say(description)}
          </p>
        </div>
        <div className="unprinted -mt-0.5 -mr-1.5 flex shrink-0 pointer-coarse:-mt-2 pointer-coarse:-mr-3">
          <Button
            look="quiet"
            size="small"
            icon={<Icon size={15} aria-hidden />}
            label={asTable ? { en: 'Show picture', zh: '显示图形' } : { en: 'Show table', zh: '显示表格' }}
            onClick={() => setAsTable(!asTable)}
          />
          <ChartMenu title={title} portrait={portrait} table={lentTable} />
        </div>
      </figcaption>
      <div ref={element} className="relative" data-picture>
        {asTable ? (
          <Table caption={title} {...table} />
        ) : (
          children(sitting === 'picture' ? portraitWidth : width, { role: 'group', 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-description` })
        )}
      </div>
      {!asTable && legend}
      {note && <p className="mt-2.5 text-mute">{say(note)}</p>}
    </figure>
  )
}

/** Lets paper scale the picture down, which without a view box would be cut. */
function useScalable(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const svg = element.current?.querySelector(':scope > svg')
    if (svg) svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`)
  })
}

/** What the marks mean. */
export function Legend({ entries }: { entries: readonly { mark: ReactNode; label: Words }[] }) {
  const { say } = useLanguage()
  return (
    <ul data-legend className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-mute">
      {entries.map((entry) => (
        <li key={say(entry.label)} className="flex items-center gap-1.5">
          <svg width={22} height={12} aria-hidden>
            {entry.mark}
          </svg>
          {say(entry.label)}
        </li>
      ))}
    </ul>
  )
}

/** What the numbers in a picture stand for. */
export function NumberKey({ labels }: { labels: readonly Words[] }) {
  const { say } = useLanguage()
  return (
    <ol data-key className="mt-2 grid gap-x-5 gap-y-0.5 text-xs text-mute sm:grid-cols-2">
      {labels.map((label, place) => (
        <li key={say(label)}>{`${place + 1} ${say(label)}`}</li>
      ))}
    </ol>
  )
}
