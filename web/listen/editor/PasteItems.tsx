import { useMemo, useState } from 'react'
import { counted } from '@gap5/contract/language.ts'
import { guessMapping, readItems, type ItemTable, type Mapping } from '@gap5/contract/listen/item-table.ts'
import type { Block } from '@gap5/contract/listen/instrument.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { FileDrop } from '../../kit/FileDrop.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { TextArea } from '../../kit/TextArea.tsx'
import { notify } from '../../kit/Toast.tsx'
import { sentenceOf } from '../../problem.ts'
import { useEditing } from './editing.ts'
import { addItems, itemKeys } from './edits.ts'
import { ItemTablePreview } from './ItemTablePreview.tsx'

type Read = ItemTable & { left: number; sheets: string[]; reading: { encoding?: string; sheet?: string } }

/** Questions from a table somebody has already: pasted or from a file, looked at before they are added. */
export function PasteItems({ block, onClose }: { block: Block; onClose: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { editor } = useEditing()
  const [text, setText] = useState('')
  const [read, setRead] = useState<Read | null>(null)
  const [mapping, setMapping] = useState<Mapping | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const [file, setFile] = useState<Blob | null>(null)
  const { definition } = editor
  const taken = useMemo(() => (read && mapping ? readItems(read, mapping, { dimensions: definition.dimensions, keys: itemKeys(definition) }) : null), [read, mapping, definition])

  const take = async (bytes: Blob, sheet?: string) => {
    setBusy(true)
    setFailure(null)
    setFile(bytes)
    try {
      const query = sheet === undefined ? '' : `?${new URLSearchParams({ sheet })}`
      const table = await api.post<Read>(`/api/o/${org}/instruments/item-table${query}`, bytes, { headers: { 'content-type': 'application/octet-stream' } })
      setRead(table)
      setMapping(guessMapping(table))
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  const add = () => {
    if (taken === null) return
    editor.edit(addItems(block.key, taken.items, taken.dimensions))
    notify({ title: { en: `${counted(taken.items.length, 'question', 'questions')} added`, zh: `已添加 ${taken.items.length} 题` } })
    onClose()
  }
  const tooMany = taken !== null && block.items.length + taken.items.length > 200
  const because =
    taken === null ? { en: 'Nothing was read yet', zh: '尚未读取内容' } : taken.items.length === 0 ? { en: 'No row holds a question', zh: '没有可采用的行' } : tooMany ? { en: 'A block holds 200 questions at most; split the table', zh: '每个题组最多 200 题，请拆分表格' } : false
  return (
    <Dialog
      open
      width="wide"
      onOpenChange={onClose}
      title={{ en: 'Questions from a table', zh: '从表格带入题目' }}
      description={{ en: 'One question a row. Columns may be key, English, Chinese, dimension and reversed, in any order.', zh: '每行一题。列可以是键、英文、中文、维度、反向，顺序不限。' }}
      actions={
        <>
          {read !== null && (
            <Button onClick={() => (setRead(null), setMapping(null))}>{say({ en: 'Another table', zh: '换一张表' })}</Button>
          )}
          {read === null ? (
            <Button look="primary" busy={busy} disabledBecause={text.trim() === '' && { en: 'Paste something first', zh: '请先粘贴内容' }} onClick={() => void take(new Blob([text]))}>
              {say({ en: 'Read it', zh: '读取' })}
            </Button>
          ) : (
            <Button look="primary" disabledBecause={because} onClick={add}>
              {say({ en: `Add ${counted(taken?.items.length ?? 0, 'question', 'questions')}`, zh: `添加 ${taken?.items.length ?? 0} 题` })}
            </Button>
          )}
        </>
      }
    >
      {failure && <Callout tone="bad" title={failure} announce />}
      {read === null || mapping === null || taken === null ? (
        <div className="grid gap-4">
          <TextArea label={{ en: 'Paste from a spreadsheet', zh: '从电子表格粘贴' }} hint={{ en: 'Or a plain list, one question a line.', zh: '也可以是普通列表，每行一题。' }} rows={7} value={text} onValueChange={setText} />
          <FileDrop label={{ en: 'or drop a file here', zh: '或将文件拖到这里' }} hint={{ en: 'CSV, TSV or XLSX, in any encoding, up to 8 MB', zh: 'CSV、TSV 或 XLSX，编码不限，不超过 8 MB' }} accept=".csv,.tsv,.txt,.xlsx" maxBytes={8 * 1024 * 1024} disabled={busy} onFile={(chosen) => void take(chosen)} />
        </div>
      ) : (
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <Checkbox label={{ en: 'The first row holds headings', zh: '第一行是表头' }} checked={mapping.headings} onCheckedChange={(headings) => setMapping({ ...mapping, headings })} />
            {read.sheets.length > 1 && file && (
              <label className="flex items-center gap-2">
                <span>{say({ en: 'Sheet', zh: '工作表' })}</span>
                <select className="h-8 rounded-control border border-edge bg-card px-2" value={read.reading.sheet ?? ''} onChange={(event) => void take(file, event.target.value)}>
                  {read.sheets.map((sheet) => (
                    <option key={sheet}>{sheet}</option>
                  ))}
                </select>
              </label>
            )}
            {read.reading.encoding && read.reading.encoding !== 'utf-8' && <span className="text-mute">{say({ en: `Read as ${read.reading.encoding}`, zh: `按 ${read.reading.encoding} 读取` })}</span>}
          </div>
          {read.left > 0 && <Callout tone="caution" title={{ en: `The first 1,000 rows are shown; ${read.left} more were not read`, zh: `只显示前 1000 行，另有 ${read.left} 行未读取` }} />}
          <ItemTablePreview columns={mapping.columns} rows={taken.rows} onColumns={(columns) => setMapping({ ...mapping, columns })} />
          {taken.dimensions.length > 0 && <p className="text-mute">{say({ en: `New dimensions: ${taken.dimensions.map(({ title }) => title.en || title.zh).join(', ')}`, zh: `新增维度：${taken.dimensions.map(({ title }) => title.zh || title.en).join('、')}` })}</p>}
        </div>
      )}
    </Dialog>
  )
}
