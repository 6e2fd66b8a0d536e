import { useEffect, useMemo, useState } from 'react'
import { Redo2, Undo2 } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { OpenDraft } from '@gap5/contract/listen/draft.ts'
import { estimatedMinutes } from '@gap5/contract/listen/warnings/minutes.ts'
import { instrumentWarnings } from '@gap5/contract/listen/warnings/warnings.ts'
import { useOrganisation } from '../../access/me.ts'
import { Button } from '../../kit/Button.tsx'
import { classes } from '../../kit/classes.ts'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { valueOf } from '../../kit/address.ts'
import { useAddress } from '../../kit/useAddress.ts'
import { paths } from '../../paths.ts'
import { itemsIn } from '../definitionWords.ts'
import { instrumentsKey } from '../instrumentsData.ts'
import { draftQuery } from './draftData.ts'
import { AboutPanel } from './AboutPanel.tsx'
import { BlockPanel } from './BlockPanel.tsx'
import { ChecksPanel } from './ChecksPanel.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { DimensionsPanel } from './DimensionsPanel.tsx'
import { EditorContext, type Editing } from './editing.ts'
import { NoDraft } from './NoDraft.tsx'
import { Outline } from './Outline.tsx'
import { Preview } from './Preview.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { SavingState } from './SavingState.tsx'
import { ScalesPanel } from './ScalesPanel.tsx'
import { useEditor } from './useEditor.ts'
import { useUndoKeys } from './useUndoKeys.ts'

/** The questionnaire editor: `?part=` or `?block=…&item=…` say what is open, `?show=` what is seen on a narrow screen. */
export function EditorPage() {
  const { org } = useOrganisation()
  const { instrument: id = '' } = useParams({ strict: false })
  const draft = useSuspenseQuery(draftQuery(org, id)).data
  // Another version is another visit: what can be undone belongs to one draft.
  return draft === null ? <NoDraft id={id} /> : <Open key={`${id} ${draft.version}`} draft={draft} />
}

function Open({ draft }: { draft: OpenDraft }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const editor = useEditor(`/api/o/${org}/instruments/${draft.instrument}/draft`, draft)
  const { query, change } = useAddress()
  const [publishing, setPublishing] = useState(false)
  useUndoKeys(editor)
  const { definition, dismissed } = editor
  const settled = useSettled(definition)
  const warnings = useMemo(() => instrumentWarnings(settled), [settled])
  const open = warnings.filter(({ id }) => !dismissed.includes(id))
  useEffect(() => () => void queries.invalidateQueries({ queryKey: instrumentsKey(org) }), [queries, org])

  const part = valueOf(query, 'part')
  const asked = valueOf(query, 'block')
  const block = part === null ? (definition.blocks.find(({ key }) => key === asked) ?? definition.blocks[0]) : undefined
  const view = valueOf(query, 'show') ?? 'edit'
  const editing: Editing = {
    editor,
    warnings: open,
    all: warnings,
    item: valueOf(query, 'item'),
    go: (place) => change({ part: null, block: null, item: null, show: null, ...place }, { replace: false }),
  }
  const [box] = useState({ now: editing })
  // All that read the box are drawn with this component, and after this line.
  // oxlint-disable-next-line react/immutability
  box.now = editing
  const items = itemsIn({ items: definition.blocks.flatMap((one) => one.items) })
  const minutes = useMemo(() => estimatedMinutes(settled), [settled])
  const count = open.length + editor.faults.length
  return (
    <EditorContext value={box}>
      <PageHeader
        title={titled(definition.title)}
        back={{ to: paths.instrument(org, draft.instrument), label: { en: 'Questionnaire', zh: '问卷' } }}
        under={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{say({ en: `Version ${draft.version}, draft · ${items.en} · about ${minutes} min`, zh: `第 ${draft.version} 版，草稿 · ${items.zh} · 约 ${minutes} 分钟` })}</span>
            <SavingState editor={editor} />
          </span>
        }
        actions={
          <>
            <Button label={{ en: 'Undo (Ctrl+Z)', zh: '撤销（Ctrl+Z）' }} icon={<Undo2 size={16} aria-hidden />} disabledBecause={editor.undo === null && { en: 'Nothing to undo', zh: '没有可撤销的操作' }} onClick={() => editor.undo?.()} />
            <Button label={{ en: 'Redo (Ctrl+Shift+Z)', zh: '重做（Ctrl+Shift+Z）' }} icon={<Redo2 size={16} aria-hidden />} disabledBecause={editor.redo === null && { en: 'Nothing to redo', zh: '没有可重做的操作' }} onClick={() => editor.redo?.()} />
            <Button look="primary" onClick={() => setPublishing(true)}>
              {say({ en: 'Publish…', zh: '发布……' })}
            </Button>
          </>
        }
      />
      <Views view={view} count={count} onView={(show) => change({ show: show === 'edit' ? null : show })} />
      <div className="grid items-start gap-x-5 gap-y-4 xl:grid-cols-[11.5rem_minmax(0,1fr)_22.5rem]">
        <div className={classes('xl:sticky xl:top-4 xl:block', view !== 'edit' && 'hidden')}>
          <Outline definition={definition} chosen={part ?? block?.key ?? ''} isPart={part !== null} />
        </div>
        <div className={classes('min-w-0', view === 'preview' && 'hidden xl:block')}>
          {view === 'checks' ? (
            <ChecksPanel />
          ) : part === 'about' ? (
            <AboutPanel />
          ) : part === 'dimensions' ? (
            <DimensionsPanel />
          ) : part === 'scales' ? (
            <ScalesPanel />
          ) : block ? (
            <BlockPanel key={block.key} block={block} />
          ) : (
            <AboutPanel />
          )}
        </div>
        <div className={classes('min-w-0 xl:sticky xl:top-4 xl:block', view !== 'preview' && 'hidden')}>
          <Preview instrument={draft.instrument} revision={editor.saved.revision} block={part === null ? block?.key : undefined} />
        </div>
      </div>
      {publishing && (
        <PublishDialog
          draft={draft}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            void queries.invalidateQueries({ queryKey: instrumentsKey(org) })
            void navigate({ href: paths.instrument(org, draft.instrument) })
          }}
        />
      )}
      <ConflictDialog instrument={draft.instrument} />
    </EditorContext>
  )
}

/** Checks read the whole questionnaire: they follow when the typing rests, so that no key waits for them. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

function titled({ en, zh }: { en: string; zh: string }): Words {
  const untitled = { en: 'Questionnaire without a title', zh: '未命名的问卷' }
  return { en: en || zh || untitled.en, zh: zh || en || untitled.zh }
}

type View = 'edit' | 'preview' | 'checks'

/** On a wide screen the preview stands beside the rest; on a narrow one it takes its place. */
function Views({ view, count, onView }: { view: string; count: number; onView: (view: View) => void }) {
  const { say, figure } = useLanguage()
  const views: { value: View; label: Words; narrow?: boolean }[] = [
    { value: 'edit', label: { en: 'Questions', zh: '题目' } },
    { value: 'preview', label: { en: 'Preview', zh: '预览' }, narrow: true },
    { value: 'checks', label: { en: 'Checks', zh: '检查' } },
  ]
  return (
    <fieldset className="mb-4 flex gap-5 border-b border-line">
      <legend className="sr-only">{say({ en: 'What is shown', zh: '显示内容' })}</legend>
      {views.map(({ value, label, narrow }) => (
        <button
          key={value}
          type="button"
          aria-pressed={view === value}
          onClick={() => onView(value)}
          className={classes(
            'inline-flex h-9 items-center gap-1.5 border-b-2 px-0.5 text-sm pointer-coarse:h-11',
            narrow && 'xl:hidden',
            view === value ? 'border-accent font-semibold text-accent' : 'border-transparent text-body hover:border-line hover:text-ink',
          )}
        >
          {say(label)}
          {value === 'checks' && count > 0 && <span className="rounded-full bg-warn-soft px-1.5 text-xs font-semibold text-warn">{figure(count)}</span>}
        </button>
      ))}
    </fieldset>
  )
}
