import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import type { ImportProgress, ImportRecord, RefusedRows } from '@gap5/contract/listen/imports.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { ButtonLink } from '../../kit/Link.tsx'
import { Table } from '../../kit/Table.tsx'
import { paths } from '../../paths.ts'
import { importPath, refusedQuery } from './importsData.ts'
import { UploadCard } from './UploadCard.tsx'
import { faultWords } from './words.ts'

type Props = { org: string; record: ImportRecord; progress: ImportProgress }

/** Rows that were not imported: why, to take away, and to bring back mended. */
export function Refused({ org, record, progress }: Props) {
  const { say, figure, language } = useLanguage()
  const navigate = useNavigate()
  return (
    <>
      <Card
        title={{ en: 'Rows with problems', zh: '有问题的行' }}
        description={{ en: 'Download them, mend them, and bring the file back: only these rows are added.', zh: '下载这些行，修正后再次上传，只会补充导入这些行。' }}
        actions={
          <ButtonLink to={`${importPath(org, record.id, '/refused.csv')}?lang=${language}`} download icon={<Download size={15} aria-hidden />}>
            {say({ en: 'Download as CSV', zh: '下载 CSV' })}
          </ButtonLink>
        }
      >
        <ul className="mb-4 flex flex-wrap gap-x-5 gap-y-1">
          {progress.faults.slice(0, 12).map(({ fault, column, count }) => (
            <li key={`${fault} ${column}`}>
              <b className="font-semibold">{figure(count)}</b> {say(faultWords[fault])}
              {column && <span className="text-mute"> ({column})</span>}
            </li>
          ))}
        </ul>
        <RefusedTable org={org} record={record} />
      </Card>
      <Card title={{ en: 'Bring the mended rows', zh: '上传修正后的行' }}>
        <UploadCard label={{ en: 'Drop the mended file here', zh: '将修正后的文件拖到此处' }} after={record.id} onUploaded={({ id }) => void navigate({ href: paths.import(org, id) })} />
      </Card>
    </>
  )
}

function RefusedTable({ org, record }: Pick<Props, 'org' | 'record'>) {
  const { say, figure } = useLanguage()
  const [starts, setStarts] = useState([0])
  const { data } = useQuery(refusedQuery(org, record.id, starts.at(-1)!))
  return (
    <>
      <Table<RefusedRows['rows'][number]>
        caption={{ en: 'What is wrong in each row', zh: '各行的问题' }}
        rows={data?.rows ?? []}
        rowKey={({ row }) => String(row)}
        columns={[
          { key: 'row', header: { en: 'Row', zh: '行' }, render: ({ row }) => figure(row) },
          {
            key: 'problems',
            header: { en: 'What is wrong', zh: '问题' },
            align: 'start',
            className: 'min-w-72',
            render: ({ problems }) => (
              <ul>
                {problems.map(({ column, fault, sentence }) => (
                  <li key={`${column} ${fault}`}>
                    {column && <b className="font-semibold">{column}: </b>}
                    {say(sentence)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <div className="mt-3 flex gap-2">
        {starts.length > 1 && <Button onClick={() => setStarts(starts.slice(0, -1))}>{say({ en: 'Previous', zh: '上一页' })}</Button>}
        {data?.next != null && <Button onClick={() => setStarts([...starts, data.next!])}>{say({ en: 'More rows', zh: '更多' })}</Button>}
      </div>
    </>
  )
}
