import { ClipboardCopy, Download, FileImage, FileSpreadsheet, Image, Shapes } from 'lucide-react'
import { csvOf } from '@gap5/contract/csv.ts'
import { Button } from '../Button.tsx'
import { tagOf, useLanguage, type Words } from '../language.tsx'
import { Menu } from '../Menu.tsx'
import { fileName, save } from '../save.ts'
import { notify } from '../Toast.tsx'
import { clipboardOf, type PlainTable } from './plainTable.ts'
import { drawn, pixels, type Drawing, type Portrait } from './portrait.ts'
import { useChartSource, type ChartSource } from './source.tsx'

/** What the frame lends to be saved: its picture drawn at the width of a page, and its table. */
export type Lent = {
  title: Words
  portrait: () => Omit<Portrait, 'source' | 'lang'>
  table: () => PlainTable & { texts: string[][]; shownHeader: string[] }
}

/** Takes one chart elsewhere: as a picture, or as the table behind it. */
export function ChartMenu({ title, portrait, table }: Lent) {
  const { say, figure, language } = useLanguage()
  const source = useChartSource()
  const picture = (): Drawing => drawn({ ...portrait(), source: sourceSaid(source, { say, figure }), lang: tagOf(language) })
  const named = (ending: string) => fileName([source ? say(source.study) : '', say(title)], ending)
  const entries = [
    { heading: { en: 'Picture', zh: '图形' } },
    { label: { en: 'Save as PNG', zh: '保存为 PNG' }, icon: <FileImage size={16} aria-hidden />, onSelect: () => tell(async () => save(named('png'), await pixels(picture()))) },
    { label: { en: 'Save as SVG', zh: '保存为 SVG' }, icon: <Shapes size={16} aria-hidden />, onSelect: () => save(named('svg'), picture().svg, 'image/svg+xml') },
    { label: { en: 'Copy picture', zh: '复制图形' }, icon: <Image size={16} aria-hidden />, onSelect: () => tell(() => copyPicture(picture()), pictureCopied) },
    'line' as const,
    { heading: { en: 'Table behind it', zh: '图形数据' } },
    { label: { en: 'Copy table', zh: '复制表格' }, icon: <ClipboardCopy size={16} aria-hidden />, onSelect: () => tell(() => copyTable(table()), tableCopied) },
    { label: { en: 'Save table as CSV', zh: '表格存为 CSV' }, icon: <FileSpreadsheet size={16} aria-hidden />, onSelect: () => save(named('csv'), csvFrom(table()), 'text/csv') },
  ]
  const trigger = (
    <Button
      look="quiet"
      size="small"
      icon={<Download size={15} aria-hidden />}
      label={{ en: `Save or copy “${say(title)}”`, zh: `保存或复制“${say(title)}”` }}
    />
  )
  return <Menu trigger={trigger} entries={entries} />
}

const pictureCopied = { en: 'Picture copied', zh: '图形已复制' }
const tableCopied = { en: 'Table copied. Paste it into Excel or Word.', zh: '表格已复制，可粘贴到 Excel 或 Word。' }

/** "After the repair · n 602 · July 2026 · Simulated data · Gap5" */
function sourceSaid(source: ChartSource | null, { say, figure }: { say: (words: Words) => string; figure: (value: number) => string }): string {
  const parts = [
    source && say(source.study),
    source?.n !== undefined && `n ${figure(source.n)}`,
    source?.selection && say(source.selection),
    source?.simulated && say({ en: 'Simulated data', zh: '模拟数据' }),
    'Gap5',
  ]
  return parts.filter(Boolean).join(' · ')
}

function csvFrom({ header, rows }: PlainTable): string {
  return csvOf([header, ...rows])
}

async function copyPicture(drawing: Drawing): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pixels(drawing) })])
}

async function copyTable({ shownHeader, texts }: ReturnType<Lent['table']>): Promise<void> {
  const { text, html } = clipboardOf(shownHeader, texts)
  if (!window.isSecureContext) return copyTheOldWay(text, html)
  const part = (content: string, type: string) => ({ [type]: new Blob([content], { type }) })
  await navigator.clipboard.write([new ClipboardItem({ ...part(text, 'text/plain'), ...part(html, 'text/html') })])
}

/** On plain HTTP, as within a company's network, there is no other way than this. */
function copyTheOldWay(text: string, html: string): void {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.clipboardData?.setData('text/html', html)
    event.preventDefault()
  }
  document.addEventListener('copy', fill)
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', fill)
  if (!copied) throw new Error('not copied')
}

/** Does it and says so; a browser that refuses (no clipboard on plain HTTP) is told of. */
function tell(work: () => Promise<void>, done?: Words): void {
  work().then(
    () => done && notify({ title: done }),
    () =>
      notify({
        tone: 'bad',
        title: { en: 'The browser did not allow it.', zh: '浏览器不允许此操作。' },
        description: { en: 'Copying needs a secure address (https). Save the file instead.', zh: '复制需要安全地址（https），请改为保存文件。' },
      }),
  )
}
