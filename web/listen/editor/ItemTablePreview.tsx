import type { ItemColumn, ReadRow } from '@gap5/contract/listen/item-table.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { columnOptions, columnWords, withColumn } from './item-columns.ts'

/** Every row as it came, what each column is, and beside a row what was expected of it. */
export function ItemTablePreview({ columns, rows, onColumns }: { columns: ItemColumn[]; rows: ReadRow[]; onColumns: (columns: ItemColumn[]) => void }) {
  const { say } = useLanguage()
  const troubled = rows.filter(({ problems }) => problems.length > 0).length
  const left = rows.filter(({ item }) => item === null).length
  return (
    <>
      <p role="status" className="text-body">
        {say({
          en: `${rows.length - left} of ${rows.length} rows become questions${troubled > 0 ? `; ${troubled} need a look` : ''}.`,
          zh: `${rows.length} 行中有 ${rows.length - left} 行将成为题目${troubled > 0 ? `；${troubled} 行需要留意` : ''}。`,
        })}
      </p>
      {/* Focusable, so that the keyboard can scroll it. */}
      <section
        aria-label={say({ en: 'Rows of the table', zh: '表格各行' })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-[24rem] overflow-auto rounded-control border border-line"
      >
        <table className="w-full border-collapse text-[0.8125rem]">
          <thead className="sticky top-0 bg-card">
            <tr>
              <th scope="col" className="px-2 py-1.5 text-right font-normal text-mute">
                {say({ en: 'Row', zh: '行' })}
              </th>
              {columns.map((column, place) => (
                // Columns have no identity but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <th key={place} scope="col" className="min-w-28 px-1.5 py-1.5 text-left font-normal">
                  <NativeSelect label={say({ en: `Column ${place + 1} is`, zh: `第 ${place + 1} 列是` })} value={column} options={columnOptions} onChange={(chosen) => onColumns(withColumn(columns, place, chosen))} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells, item, problems }) => (
              <tr key={number} className="border-t border-hair align-top">
                <td className="px-2 py-1.5 text-right text-mute tabular-nums">{number}</td>
                {columns.map((column, place) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={place} className={column === 'ignore' ? 'px-2 py-1.5 text-mute' : 'px-2 py-1.5 text-ink'}>
                    {cells[place]}
                    {place === 0 && problems.length > 0 && (
                      <ul className="mt-1 grid gap-0.5">
                        {problems.map((problem) => (
                          <li key={problem.column + problem.expected.en} className="text-warn">
                            <Tag tone={item === null ? 'below' : 'warn'}>{say(item === null ? { en: 'left out', zh: '未采用' } : columnWords[problem.column])}</Tag>{' '}
                            {problem.found !== '' && `“${problem.found}” `}
                            {say({ en: `Expected: ${problem.expected.en}`, zh: `应为：${problem.expected.zh}` })}
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
