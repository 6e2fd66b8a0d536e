import { useState } from 'react'
import { EllipsisVertical, Network, Plus } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Unit } from '@gap5/contract/people/units.ts'
import { useOrganisation } from '../access/me.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Table } from '../kit/Table.tsx'
import { DeleteUnitDialog } from './DeleteUnitDialog.tsx'
import { treeOf, type Branch } from './tree.ts'
import { UnitDialog } from './UnitDialog.tsx'
import { unitKindTitles, unitsQuery } from './unitsData.ts'

type Open = { kind: 'add'; parentId: string | null } | { kind: 'edit' | 'delete'; unit: Unit } | null

/** The organisation's branches and departments as a tree. */
export function UnitsPage() {
  const { say } = useLanguage()
  const here = useOrganisation()
  const units = useSuspenseQuery(unitsQuery(here.org)).data
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const add = here.may('units:write') && (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ kind: 'add', parentId: null })}>
      {say({ en: 'Add unit', zh: '添加机构' })}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={{ en: 'Units', zh: '机构' }}
        under={{ en: 'Branches and departments, by which answers are compared.', zh: '分支机构与部门，答卷可据此比较。' }}
        actions={units.length > 0 && add}
      />
      <Card flush>
        {units.length > 0 ? (
          <UnitTable units={units} onOpen={setOpen} />
        ) : (
          <EmptyState icon={<Network size={20} aria-hidden />} title={{ en: 'No units yet', zh: '还没有机构' }} action={add}>
            {say({ en: 'Add your branches, then give each a survey link of its own and see where service differs.', zh: '添加分支机构后，可为每个机构生成专属问卷链接，比较服务差异。' })}
          </EmptyState>
        )}
      </Card>
      {open?.kind === 'add' && <UnitDialog units={units} unit={null} parentId={open.parentId} onClose={close} />}
      {open?.kind === 'edit' && <UnitDialog units={units} unit={open.unit} parentId={open.unit.parentId} onClose={close} />}
      {open?.kind === 'delete' && <DeleteUnitDialog unit={open.unit} onClose={close} />}
    </>
  )
}

function UnitTable({ units, onOpen }: { units: Unit[]; onOpen: (open: Open) => void }) {
  const { say, language } = useLanguage()
  const mayWrite = useOrganisation().may('units:write')
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <div className="px-4 py-1 sm:px-5">
      <Table<Branch>
        caption={{ en: 'Units', zh: '机构' }}
        rows={treeOf(units)}
        rowKey={({ unit }) => unit.id}
        columns={[
          { key: 'title', header: { en: 'Name', zh: '名称' }, render: (branch) => <UnitName branch={branch} /> },
          {
            key: 'other',
            header: other === 'zh' ? { en: 'In Chinese', zh: '中文名称' } : { en: 'In English', zh: '英文名称' },
            align: 'start',
            className: 'text-mute',
            render: ({ unit }) => <span lang={other === 'zh' ? 'zh-CN' : 'en'}>{unit.title[other]}</span>,
          },
          { key: 'code', header: { en: 'Code', zh: '编码' }, align: 'start', hint: { en: 'Stands in survey links and import files.', zh: '用于问卷链接和导入文件。' }, render: ({ unit }) => <code>{unit.code}</code> },
          { key: 'kind', header: { en: 'Kind', zh: '类型' }, align: 'start', render: ({ unit }) => say(unitKindTitles[unit.kind]) },
          ...(mayWrite ? [{ key: 'actions', header: { en: 'Actions', zh: '操作' }, render: ({ unit }: Branch) => <UnitMenu unit={unit} onOpen={onOpen} /> }] : []),
        ]}
      />
    </div>
  )
}

/** Screen readers hear the level; eyes see it. */
function UnitName({ branch: { unit, depth } }: { branch: Branch }) {
  const { say } = useLanguage()
  return (
    <span className="flex items-center text-ink" style={{ paddingLeft: `${depth * 1.25}rem` }}>
      {depth > 0 && <span aria-hidden className="mr-2 h-3 w-2.5 -translate-y-1 rounded-bl border-b border-l border-edge" />}
      {depth > 0 && <span className="sr-only">{say({ en: `Level ${depth + 1}: `, zh: `第 ${depth + 1} 级：` })}</span>}
      {say(unit.title)}
    </span>
  )
}

function UnitMenu({ unit, onOpen }: { unit: Unit; onOpen: (open: Open) => void }) {
  const label = { en: `Actions for ${unit.title.en}`, zh: `对“${unit.title.zh}”的操作` }
  return (
    <Menu
      trigger={<Button look="quiet" size="small" label={label} icon={<EllipsisVertical size={16} aria-hidden />} />}
      entries={[
        { label: { en: 'Edit or move…', zh: '编辑或移动…' }, onSelect: () => onOpen({ kind: 'edit', unit }) },
        { label: { en: 'Add a unit below…', zh: '添加下级机构…' }, onSelect: () => onOpen({ kind: 'add', parentId: unit.id }) },
        'line',
        { label: { en: 'Delete…', zh: '删除…' }, danger: true, onSelect: () => onOpen({ kind: 'delete', unit }) },
      ]}
    />
  )
}
