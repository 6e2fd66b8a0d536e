import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { useLanguage } from '../../kit/language.tsx'

const shownRows = 8

/** The first rows as they were read. */
export function Preview({ record: { columns, preview } }: { record: ImportRecord }) {
  const { say } = useLanguage()
  const caption = say({ en: 'First rows of the file', zh: '文件前几行' })
  return (
    // Focusable, so that the keyboard can scroll it sideways.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="overflow-x-auto px-4 pb-3 sm:px-5" tabIndex={0} aria-label={caption}>
      <table className="border-separate border-spacing-0 text-[0.8125rem]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="border-b border-line px-2 py-1.5 text-right font-medium text-mute">
              {say({ en: 'Row', zh: '行' })}
            </th>
            {columns.map(({ index, heading }) => (
              <th key={index} scope="col" className="max-w-48 truncate border-b border-line px-2 py-1.5 text-left font-semibold whitespace-nowrap" title={heading}>
                {heading || say({ en: `Column ${index + 1}`, zh: `第 ${index + 1} 列` })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.slice(0, shownRows).map(({ row, cells }) => (
            <tr key={row}>
              <th scope="row" className="border-b border-hair px-2 py-1 text-right font-normal text-mute tabular-nums">
                {row}
              </th>
              {cells.map((cell, place) => (
                // oxlint-disable-next-line react/no-array-index-key -- a cell is known by its place
                <td key={place} className="max-w-48 truncate border-b border-hair px-2 py-1 whitespace-nowrap" title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
