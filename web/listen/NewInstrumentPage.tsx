import { textOf } from '@gap5/contract/listen/encoding.ts'
import { useState, type ReactNode } from 'react'
import { Copy, FilePlus2, FileUp, LibraryBig, Table2 } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useOrganisation } from '../access/me.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { FileDrop } from '../kit/FileDrop.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Select } from '../kit/Select.tsx'
import { paths } from '../paths.ts'
import { either } from './editor/names.ts'
import { instrumentsQuery } from './instrumentsData.ts'
import { useCreate } from './useCreate.ts'

/** Where a questionnaire of one's own begins: nothing, a table, the library, another one, or a file. */
export function NewInstrumentPage() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const own = useSuspenseQuery(instrumentsQuery(org)).data
  const [title, setTitle] = useState({ en: '', zh: '' })
  const [copied, setCopied] = useState<string | null>(null)
  const { create, busy, failure } = useCreate()
  const named = either(title, { en: 'New questionnaire', zh: '新问卷' })
  return (
    <>
      <PageHeader title={{ en: 'New questionnaire', zh: '新建问卷' }} back={{ to: paths.instruments(org), label: { en: 'Questionnaires', zh: '问卷' } }} under={{ en: 'Whatever you begin with, everything can be changed in the editor.', zh: '无论从哪里开始，之后都可以在编辑器中修改。' }} />
      {failure && (
        <div className="mb-3.5">
          <Callout tone="bad" title={failure.sentence} announce>
            {failure.fields.length > 0 && (
              <ul className="list-disc pl-5">
                {failure.fields.slice(0, 12).map(({ path, row, text }) => (
                  <li key={`${row} ${path}`}>
                    {row !== null && say({ en: `Line ${row}: `, zh: `第 ${row} 行：` })}
                    {path && `${path}: `}
                    {say(text)}
                  </li>
                ))}
              </ul>
            )}
          </Callout>
        </div>
      )}
      <div className="grid items-start gap-3.5 lg:grid-cols-2">
        <Way icon={<FilePlus2 size={18} aria-hidden />} title={{ en: 'From nothing', zh: '从零开始' }} text={{ en: 'An empty block for your questions, and overall satisfaction. Or bring a list of questions you have in a spreadsheet.', zh: '一个空题组，加一道总体满意度题。也可以带入电子表格中已有的题目。' }}>
          <BilingualField label={{ en: 'Title', zh: '标题' }} value={title} onValueChange={setTitle} maxLength={200} />
          <div className="flex flex-wrap gap-2">
            <Button look="primary" busy={busy} onClick={() => void create({ from: 'nothing', title: named })}>
              {say({ en: 'Begin', zh: '开始' })}
            </Button>
            <Button icon={<Table2 size={15} aria-hidden />} busy={busy} onClick={() => void create({ from: 'nothing', title: named }, { paste: '1' })}>
              {say({ en: 'Begin with a table…', zh: '从表格开始……' })}
            </Button>
          </div>
        </Way>
        <Way icon={<LibraryBig size={18} aria-hidden />} title={{ en: 'From the library', zh: '从问卷库开始' }} text={{ en: 'Tried instruments of the field to reword, shorten or extend.', zh: '业内成熟的问卷，可改写、删减或扩充。' }}>
          <div>
            <ButtonLink to={paths.instruments(org)}>{say({ en: 'Choose in the library', zh: '前往问卷库选择' })}</ButtonLink>
          </div>
        </Way>
        <Way icon={<Copy size={18} aria-hidden />} title={{ en: 'As a copy of your own', zh: '复制自己的问卷' }} text={{ en: 'The copy goes its own way; the first stays as it is.', zh: '副本独立修改，原问卷不变。' }}>
          {own.length === 0 ? (
            <p className="text-mute">{say({ en: 'You have none yet.', zh: '您还没有问卷。' })}</p>
          ) : (
            <>
              <Select label={{ en: 'Questionnaire', zh: '问卷' }} value={copied} onValueChange={setCopied} options={own.map(({ id, version, definition }) => ({ value: id, label: definition.title, hint: { en: `Version ${version}`, zh: `第 ${version} 版` } }))} />
              <div>
                <Button busy={busy} disabledBecause={copied === null && { en: 'Choose one first', zh: '请先选择' }} onClick={() => copied !== null && void create({ from: 'copy', instrument: copied })}>
                  {say({ en: 'Copy', zh: '复制' })}
                </Button>
              </div>
            </>
          )}
        </Way>
        <Way icon={<FileUp size={18} aria-hidden />} title={{ en: 'From a file', zh: '从文件开始' }} text={{ en: 'A questionnaire as YAML or JSON, as it is downloaded here. Mistakes are told by line.', zh: 'YAML 或 JSON 格式的问卷文件，即此处下载的格式。错误会按行指出。' }}>
          <FileDrop label={{ en: 'Drop a file here', zh: '将文件拖到这里' }} hint={{ en: 'YAML or JSON, up to 1 MB', zh: 'YAML 或 JSON，不超过 1 MB' }} accept=".yaml,.yml,.json" maxBytes={1_000_000} disabled={busy} onFile={(file) => void file.arrayBuffer().then((content) => textOf(new Uint8Array(content))).then((yaml) => create({ from: 'yaml', yaml }))} />
        </Way>
      </div>
    </>
  )
}

function Way({ icon, title, text, children }: { icon: ReactNode; title: Words; text: Words; children: ReactNode }) {
  const { say } = useLanguage()
  return (
    <Card title={title} actions={<span className="text-accent">{icon}</span>}>
      <p className="mb-3 text-body">{say(text)}</p>
      <div className="grid gap-3">{children}</div>
    </Card>
  )
}
