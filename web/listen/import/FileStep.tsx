import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { encodings, separators, type ReadingChoice } from '@gap5/contract/listen/recipe.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { Switch } from '../../kit/Switch.tsx'
import { paths } from '../../paths.ts'
import { sentenceOf } from '../../problem.ts'
import { importPath, importQuery } from './importsData.ts'
import { NextBar } from './NextBar.tsx'
import { Preview } from './Preview.tsx'

/** What the file looks like, and how it was read; to be put right where that is wrong. */
export function FileStep({ org, record, onNext }: { org: string; record: ImportRecord; onNext: () => void }) {
  const { say } = useLanguage()
  const navigate = useNavigate()
  const discard = async () => {
    await api.delete(importPath(org, record.id))
    await navigate({ href: paths.newImport(org) })
  }
  return (
    <div className="flex flex-col gap-4">
      <Card title={{ en: 'First rows', zh: '前几行' }} flush>
        <Preview record={record} />
      </Card>
      <ReadingCard org={org} record={record} />
      <NextBar onNext={onNext}>
        <Button look="quiet" onClick={() => void discard()}>
          {say({ en: 'Discard this file', zh: '放弃此文件' })}
        </Button>
      </NextBar>
    </div>
  )
}

const separatorWords: Record<(typeof separators)[number], Words> = {
  ',': { en: 'Comma ,', zh: '逗号 ,' },
  ';': { en: 'Semicolon ;', zh: '分号 ;' },
  '\t': { en: 'Tab', zh: '制表符' },
  '|': { en: 'Vertical bar |', zh: '竖线 |' },
}

function ReadingCard({ org, record }: { org: string; record: ImportRecord }) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const { reading } = record
  const read = async (change: ReadingChoice) => {
    const { kind: _, ...present } = reading
    // Another encoding, separator or sheet is another table: where its headings stand is found out anew.
    const isOther = 'encoding' in change || 'separator' in change || 'sheet' in change
    const { encoding, separator, sheet } = present
    const base = isOther ? { ...(encoding ? { encoding } : {}), ...(separator ? { separator } : {}), ...(sheet ? { sheet } : {}) } : present
    setBusy(true)
    try {
      const changed = await api.put<ImportRecord>(importPath(org, record.id, '/reading'), { ...base, ...change })
      queries.setQueryData(importQuery(org, record.id).queryKey, changed)
      setFailure(null)
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card
      title={{ en: 'How it was read', zh: '读取方式' }}
      description={{ en: 'A change here reads the file anew, and the columns are guessed again.', zh: '更改后会重新读取文件，并重新识别各列。' }}
    >
      <div className="grid gap-4 sm:grid-cols-3" aria-busy={busy}>
        {reading.kind === 'separated' ? (
          <>
            <Select label={{ en: 'Characters', zh: '字符编码' }} disabled={busy} value={reading.encoding ?? 'utf-8'} onValueChange={(encoding) => void read({ encoding })} options={encodings.map((value) => ({ value, label: encodingWords(value) }))} />
            <Select label={{ en: 'Between cells', zh: '分隔符' }} disabled={busy} value={reading.separator ?? ','} onValueChange={(separator) => void read({ separator })} options={separators.map((value) => ({ value, label: separatorWords[value] }))} />
          </>
        ) : reading.kind === 'spss' ? (
          <Select label={{ en: 'Characters', zh: '字符编码' }} disabled={busy} value={reading.encoding ?? 'utf-8'} onValueChange={(encoding) => void read({ encoding })} options={encodings.map((value) => ({ value, label: encodingWords(value) }))} />
        ) : (
          <Select label={{ en: 'Sheet', zh: '工作表' }} disabled={busy} value={reading.sheet ?? ''} onValueChange={(sheet) => void read({ sheet })} options={record.sheets.map((value) => ({ value, label: value }))} />
        )}
        {reading.kind !== 'spss' && (
          <>
            <Select
              label={{ en: 'Headings stand in', zh: '表头所在行' }}
              disabled={busy}
              value={String(reading.headingRow)}
              onValueChange={(row) => void read({ headingRow: Number(row) })}
              options={headingRows(reading.headingRow)}
            />
            <Switch label={{ en: 'Comma is the decimal sign', zh: '以逗号为小数点' }} checked={reading.decimalComma} onCheckedChange={(decimalComma) => void read({ decimalComma })} />
          </>
        )}
      </div>
      {failure && <div className="mt-3"><Callout tone="bad" title={failure} announce /></div>}
    </Card>
  )
}

function encodingWords(encoding: (typeof encodings)[number]): string {
  return encoding === 'gb18030' ? 'GB 18030 / GBK' : encoding.toUpperCase()
}

function headingRows(current: number) {
  const rows = [0, ...Array.from({ length: Math.max(10, current) }, (_, i) => i + 1)]
  return rows.map((row) => ({
    value: String(row),
    label: row === 0 ? { en: 'No row (there are none)', zh: '没有表头' } : { en: `Row ${row}`, zh: `第 ${row} 行` },
  }))
}
